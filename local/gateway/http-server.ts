import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalRoute } from '../ports.ts';
import type { HttpRequest } from './http-event.ts';
import {
  gatewayResponse,
  type HttpResponse,
  INTERNAL_SERVER_ERROR,
  type RequestHandler,
  type StreamedResponse,
} from './http-response.ts';

/** The one port for people: `/_local` first, then the API. It opens before anything stands behind it. */
export interface HttpFront {
  /** `http://127.0.0.1:4000` */
  readonly address: string;
  readonly port: number;
  serve(routes: readonly LocalRoute[], api: RequestHandler | undefined): void;
  /** Ends the responses that would go on by themselves. */
  endStreams(): void;
  /** Takes no more requests, ends streams, and waits a moment for other requests under way. */
  close(): Promise<void>;
}

/** Longest first, and only whole path segments: `/_localhost` is not below `/_local`. */
export function findLocalRoute(routes: readonly LocalRoute[], path: string): LocalRoute | undefined {
  return [...routes]
    .sort((left, right) => right.prefix.length - left.prefix.length)
    .find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`));
}

const STARTING = gatewayResponse(503, 'The local cloud is starting', { 'retry-after': '1' });

const GRACE_MILLISECONDS = 2_000;

/** More than the gateway takes, so that it is the gateway that refuses. */
const READ_BYTES = 11 * 1024 * 1024;

/** Opens the port; until `serve` every request returns 503. */
export async function openHttpFront(port: number, onError: (error: unknown) => void): Promise<HttpFront> {
  let routes: readonly LocalRoute[] = [];
  let api: RequestHandler | undefined;
  const streams = createOpenStreams();
  let isServing = false;
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isServing) return send(response, STARTING, request.method);
    const local = findLocalRoute(routes, request.url ?? '/');
    if (local !== undefined) return local.handle(request, response);
    if (api === undefined) return send(response, gatewayResponse(404, 'Not Found'), request.method);
    const apiResponse = await api(await readRequest(request));
    return 'stream' in apiResponse ? streams.send(response, apiResponse) : send(response, apiResponse, request.method);
  };
  const server = createServer(
    { noDelay: true, maxHeaderSize: 32_768, keepAliveTimeout: 65_000 },
    (request, response) => {
      handle(request, response).catch((error: unknown) => {
        onError(error);
        if (response.headersSent) response.destroy();
        else send(response, INTERNAL_SERVER_ERROR, request.method);
      });
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const listening = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${listening.port}`,
    port: listening.port,
    serve: (localRoutes, handler) => {
      routes = localRoutes;
      api = handler;
      isServing = true;
    },
    endStreams: streams.endAll,
    close: () =>
      new Promise((resolve) => {
        streams.endAll();
        const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
        server.close(() => {
          clearTimeout(impatience);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

interface OpenStreams {
  send(response: ServerResponse, apiResponse: StreamedResponse): void;
  endAll(): void;
}

/** Open responses without an end of their own in sight. A client that leaves ends what feeds its response. */
function createOpenStreams(): OpenStreams {
  const open = new Map<ServerResponse, StreamedResponse>();
  return {
    send: (response, apiResponse) => {
      const { status, headers, stream } = apiResponse;
      open.set(response, apiResponse);
      response.once('close', () => {
        open.delete(response);
        stream.destroy();
      });
      stream.once('error', () => response.destroy());
      response.writeHead(status, headers as Record<string, string | string[]>);
      response.flushHeaders();
      stream.pipe(response);
    },
    endAll: () => {
      for (const [response, { stream }] of open) {
        stream.unpipe(response);
        stream.destroy();
        response.end();
      }
    },
  };
}

async function readRequest(request: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= READ_BYTES) chunks.push(chunk);
  }
  return {
    method: request.method ?? 'GET',
    url: request.url ?? '/',
    headers: request.headers,
    headersDistinct: request.headersDistinct,
    body: Buffer.concat(chunks),
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    port: request.socket.localPort ?? 0,
  };
}

function send(response: ServerResponse, apiResponse: HttpResponse, method: string | undefined): void {
  const { 'content-length': _own, ...headers } = apiResponse.headers;
  const hasBody = apiResponse.status !== 204 && apiResponse.status !== 304;
  response.writeHead(apiResponse.status, {
    ...(headers as Record<string, string | string[]>),
    ...(hasBody ? { 'content-length': apiResponse.body.length } : {}),
  });
  response.end(hasBody && method !== 'HEAD' ? apiResponse.body : undefined);
}
