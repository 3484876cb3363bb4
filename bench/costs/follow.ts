import { once } from 'node:events';
import { WebSocket } from 'ws';

/** An open socket that follows one order. */
export const followOrder = async (url: string, token: string, orderId: string): Promise<{ close(): void }> => {
  const socket = new WebSocket(url, ['wismo.v1', token]);
  await once(socket, 'open');
  socket.send(JSON.stringify({ action: 'subscribe', topic: `order:${orderId}` }));
  await once(socket, 'message');
  return { close: () => socket.close() };
};
