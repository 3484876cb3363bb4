import { Agent, request } from 'node:http';
import type { AwsResponse } from '../ports.ts';

/** A keep-alive connection pool to one engine on this machine. */
export interface EngineClient {
  send(method: string, path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<AwsResponse>;
  close(): void;
}

/** Headers of one connection, which say nothing about the next, and a checksum that no longer holds after a rewrite. */
const HOP_HEADERS = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date', 'x-amz-crc32']);

export function createEngineClient(endpoint: string): EngineClient {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });
  return {
    send: (method, path, headers, body) =>
      new Promise((resolve, reject) => {
        const outgoing = request(
          {
            agent,
            hostname,
            port,
            method,
            path,
            headers: { ...headers, host: `${hostname}:${port}`, 'content-length': String(body.length) },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () => {
              const responseHeaders: Record<string, string> = {};
              for (const [name, value] of Object.entries(incoming.headers)) {
                if (typeof value === 'string' && !HOP_HEADERS.has(name)) responseHeaders[name] = value;
              }
              const [first] = chunks;
              const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
              resolve({ status: incoming.statusCode ?? 502, headers: responseHeaders, body: whole });
            });
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
