import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type Connections, createConnections } from './connections.ts';
import { refuse, SocketGateway, type WebSocketApiOptions } from './socket-gateway.ts';

/** The WebSocket port. It opens before anything stands behind it. */
export interface WebSocketFront {
  /** `ws://127.0.0.1:4001` */
  readonly address: string;
  readonly connections: Connections;
  serve(options: WebSocketApiOptions): void;
  /** Closes every socket as the gateway would when it goes, and waits until the functions were notified. */
  closeAll(): Promise<void>;
  close(): Promise<void>;
}

const GOING_AWAY = 1001;
/** A client that does not respond to a closing frame is cut off. */
const CLOSING_MILLISECONDS = 2_000;

/** Opens the port; until `serve` every handshake returns 503. */
export async function openWebSocketFront(port: number, onError: (error: unknown) => void): Promise<WebSocketFront> {
  const connections = createConnections();
  const server = createServer((_request, response) => response.writeHead(426).end());
  let gateway: SocketGateway | undefined;
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    if (gateway === undefined) return refuse(stream, 503);
    gateway.accept(request, stream, head).catch((error: unknown) => {
      onError(error);
      refuse(stream, 500);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const closeAll = async (): Promise<void> => {
    await closeSockets(connections);
    await gateway?.disconnectsHandled();
  };
  return {
    address: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections,
    serve: (options) => {
      gateway = new SocketGateway(options, connections);
    },
    closeAll,
    close: async () => {
      connections.stop();
      await closeAll();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function closeSockets(connections: Connections): Promise<void> {
  for (const { socket } of connections.all()) socket.close(GOING_AWAY, 'Going away');
  const deadline = performance.now() + CLOSING_MILLISECONDS;
  while (connections.all().length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const { socket } of connections.all()) socket.terminate();
}
