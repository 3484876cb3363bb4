import type { Caller } from '../../security/caller.ts';
import type { Notification } from '../notification.ts';

/** Whose inbox: somebody by the `sub` of their tokens, or a shop, whose sellers share one. */
export type InboxOwner = `user:${string}` | `seller:${string}`;

export const userInbox = (sub: string): InboxOwner => `user:${sub}`;
export const shopInbox = (shopId: string): InboxOwner => `seller:${shopId}`;

/** The caller's own inbox, and those of their shops. Support has none of anybody else's. */
export const inboxesOf = (caller: Caller): readonly InboxOwner[] =>
  caller.kind === 'user' ? [userInbox(caller.sub), ...caller.sellerIds.map(shopInbox)] : [];

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
