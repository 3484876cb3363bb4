import type { ServerMessage } from '../generated/messages.ts';

/** What can be followed: one order, one's own orders, a shop's orders, all orders, or a parcel by its number. */
export type Topic = `order:${string}` | 'me' | `seller:${string}` | 'ops' | `track:${string}`;

export type LiveEvent = Extract<
  ServerMessage,
  { readonly type: 'order_update' | 'new_order' | 'alert' | 'driver_location' | 'notification' | 'inbox_changed' }
>;
/** What was missed is too much, or too long ago: read the state anew. */
export type LiveReset = Extract<ServerMessage, { readonly type: 'reset' }>;
/** What `follow` yields: each event once, those of an order in their order. */
export type LiveMessage = LiveEvent | LiveReset;

const TYPES = ['order_update', 'new_order', 'alert', 'driver_location', 'notification', 'inbox_changed', 'reset'];

export const isLiveMessage = (message: { readonly type?: unknown }): message is LiveMessage =>
  TYPES.includes(message.type as string);

/** The query by which the topic is read over HTTP; `undefined` where only a socket has it. */
export const scopeOf = (
  topic: Topic,
  token: string | null | undefined,
): Readonly<Record<string, string>> | undefined => {
  const id = topic.slice(topic.indexOf(':') + 1);
  if (topic.startsWith('order:')) return { order: id };
  if (topic.startsWith('seller:')) return { sellerId: id };
  const customerId = topic === 'me' && userIdIn(token);
  return customerId ? { customerId } : undefined;
};

/** The `sub` of a JWT, which says whose `me` is; not verified, for the server does that. */
export const userIdIn = (token: string | null | undefined): string | undefined => {
  try {
    const claims = JSON.parse(atob((token ?? '').split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''));
    return typeof claims.sub === 'string' ? claims.sub : undefined;
  } catch {
    // A guest's link, or no token: there is nobody to be `me`.
    return undefined;
  }
};
