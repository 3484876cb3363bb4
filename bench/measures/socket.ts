import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { BenchClient } from '../client.ts';

interface Update {
  readonly type: string;
  readonly seq?: number;
  readonly events?: readonly Update[];
}

/** Milliseconds from the PUT's response, and from its start, to the message on an open socket. */
export interface SocketFigures {
  readonly fromStart: readonly number[];
  readonly fromResponse: readonly number[];
}

export const measureSocket = async (
  client: BenchClient,
  websocketUrl: string,
  token: string,
  count: number,
): Promise<SocketFigures> => {
  const orderId = await client.createOrder('bench-socket');
  await client.putStatus(orderId, 'confirmed');
  await client.putStatus(orderId, 'processing');
  const socket = new WebSocket(websocketUrl, ['wismo.v1', token]);
  const arrived = new Map<number, (at: number) => void>();
  socket.on('message', (data) => {
    const at = performance.now();
    const message = JSON.parse(String(data)) as Update;
    for (const update of message.type === 'batch' ? (message.events ?? []) : [message]) {
      if (update.type === 'order_update' && update.seq !== undefined) arrived.get(update.seq)?.(at);
    }
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ action: 'subscribe', topic: `order:${orderId}` }));
  await once(socket, 'message');

  const fromStart: number[] = [];
  const fromResponse: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const seq = 4 + n;
    const arrival = new Promise<number>((resolve) => arrived.set(seq, resolve));
    const startedAt = performance.now();
    await client.putStatus(orderId, n % 2 === 0 ? 'delayed' : 'processing');
    const answeredAt = performance.now();
    const at = await arrival;
    fromStart.push(at - startedAt);
    fromResponse.push(Math.max(0, at - answeredAt));
  }
  socket.close();
  return { fromStart, fromResponse };
};
