import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The listening socket of the edge. It opens before anything else does, because its address is part of every queue URL
 * and of every function's environment; what stands behind it is put in later.
 */
export interface EdgeDoor {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly port: number;
  /** Puts the edge behind the door. Until then every call returns 503, which the SDK retries. */
  serve(handler: (request: IncomingMessage, response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** Longer than any SDK keeps an idle connection, so that the edge is never the one to close it first. */
const KEEP_ALIVE_MILLISECONDS = 120_000;

function notYet(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503, { 'content-type': 'application/json' });
  response.end('{"__type":"ServiceUnavailable","message":"The local cloud is starting."}');
}

/** Opens the edge's door on a free port of the loopback interface. */
export async function openDoor(port = 0): Promise<EdgeDoor> {
  let current = notYet;
  const server: Server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MILLISECONDS, noDelay: true },
    (request, response) => current(request, response),
  );
  server.headersTimeout = KEEP_ALIVE_MILLISECONDS + 1_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    port: address.port,
    serve: (handler) => {
      current = handler;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
