/** A WebSocket server that does nothing but send all its sockets a frame when it is asked to. See `measureBareCrowd`. */
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export interface ServerReady {
  readonly port: number;
}

export interface SentFrame {
  readonly type: 'order_update';
  /** Milliseconds since the epoch, when the first socket was sent it. */
  readonly sentAt: number;
  readonly update: object;
}

/** As large as ours. */
const update = { status: 'processing', at: 'x'.repeat(400) };

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.once('listening', () => {
  const ready: ServerReady = { port: (server.address() as AddressInfo).port };
  process.send?.(ready);
});
process.on('message', () => {
  const sentAt = performance.timeOrigin + performance.now();
  const frame: SentFrame = { type: 'order_update', sentAt, update };
  const text = JSON.stringify(frame);
  for (const socket of server.clients) socket.send(text);
});
