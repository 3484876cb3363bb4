import type { Notification } from '../notification.ts';

/** Whose inbox: somebody by the `sub` of their tokens, or a shop, whose sellers share one. */
export type InboxOwner = `user:${string}` | `seller:${string}`;

export const userInbox = (sub: string): InboxOwner => `user:${sub}`;
export const shopInbox = (shopId: string): InboxOwner => `seller:${shopId}`;

const isInboxOwner = (name: string): name is InboxOwner => name.startsWith('user:') || name.startsWith('seller:');

/** Whose inbox the notification belongs to. Records of earlier versions name no owner. */
export const inboxOwnerOf = ({
  ownerId,
  buyerId,
  audience,
}: Pick<Notification, 'ownerId' | 'buyerId' | 'audience'>): InboxOwner | undefined => {
  if (ownerId !== undefined) return isInboxOwner(ownerId) ? ownerId : undefined;
  return audience === 'customer' && buyerId !== undefined ? userInbox(buyerId) : undefined;
};
