import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { failureOf } from '../../../../local/edge/faults.ts';
import { parseCall } from '../../../../local/edge/parse-call.ts';
import { AwsFailureError, failureResponse } from '../../../../local/edge/responses.ts';
import type { AwsService } from '../../../../local/ports.ts';

/** What goes wrong with the next calls. `lost`: performed, and the connection breaks. */
export type AwsMood =
  | 'well'
  | 'lost'
  | 'throttle'
  | 'error'
  | { readonly code: string; readonly status: number; readonly message: string };

/** A service of the local cloud's edge, alone and without permissions. */
export const startAwsServer = async (service: AwsService) => {
  let mood: AwsMood = 'well';
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'POST', url = '/', headers } = request;
    const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const call = parseCall({ method, url, headers: flat, body: Buffer.concat(chunks) });
    if (call === undefined) return response.writeHead(403).end();
    const failure =
      mood === 'throttle' || mood === 'error'
        ? failureOf(mood, service.name)
        : typeof mood === 'object'
          ? mood
          : undefined;
    const reply =
      failure === undefined
        ? await Promise.resolve(service.handle(call)).catch((error: unknown) => {
            if (error instanceof AwsFailureError) return failureResponse(service.name, error.failure);
            throw error;
          })
        : failureResponse(service.name, failure);
    if (mood === 'lost') return response.destroy();
    response.writeHead(reply.status, reply.headers).end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    inMood: (next: AwsMood) => {
      mood = next;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
