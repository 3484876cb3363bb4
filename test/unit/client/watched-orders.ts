import { WebSocket } from 'ws';
import { createClient, type Wismo } from '../../../client/src/index.ts';
import { type LiveServer, subscribed, update } from './live-server.ts';

const problem = (instance: string) => ({
  type: 'about:blank',
  title: 'Not found',
  status: 404,
  detail: 'There is no such order.',
  instance,
  code: 'NOT_FOUND',
});

/** `ord_1` and `ord_2` are there, pending; no other order is. */
const respond = async (input: unknown): Promise<Response> => {
  const { pathname } = new URL(String(input));
  if (pathname === '/api/orders/events') return Response.json({ events: [], cursor: 'c1', hasMore: false });
  const orderId = pathname.split('/')[3] ?? '';
  if (!['ord_1', 'ord_2'].includes(orderId)) {
    return Response.json(problem(pathname), {
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
    });
  }
  const state = { orderId, orderNumber: orderId, status: 'pending', phase: 'placed', version: 1 };
  return Response.json({ ...state, estimatedDelivery: null });
};

/** A real client of the server's socket, and of these orders. */
export const clientOf = (server: LiveServer): Wismo => {
  server.onFrame = ({ action, topic }) => action === 'subscribe' && server.say({ ...subscribed([], 'c1'), topic });
  return createClient({
    baseUrl: 'http://127.0.0.1:9',
    websocketUrl: server.url,
    WebSocket,
    fetch: respond,
    transports: ['socket'],
  });
};

export const moveTo = (server: LiveServer, orderId: string, status: string): void =>
  server.say({
    ...update(2, { orderId, topics: [`order:${orderId}`] }),
    update: { status, previousStatus: 'pending', phase: 'preparing', estimatedDelivery: null, location: null, at: '' },
  });

/** Topics that are followed now, by what the client has said. */
export const followedAt = (server: LiveServer): readonly string[] => {
  const topics = new Set<string>();
  for (const { action, topic = '' } of server.heard) {
    if (action === 'subscribe') topics.add(topic);
    if (action === 'unsubscribe') topics.delete(topic);
  }
  return server.connections.every(({ readyState }) => readyState > 1) ? [] : [...topics];
};
