import { notFound } from '../../../shared/contract/problem.ts';
import { type InboxOwner, shopInbox, userInbox } from '../../../shared/notifications/inbox/inbox-owner.ts';
import { isOperator } from '../../../shared/security/actors.ts';
import type { Caller } from '../../../shared/security/caller.ts';

/**
 * The inbox that a request is about: the caller's own, or that of a shop of theirs.
 *
 * @throws ProblemError `NOT_FOUND` where the caller has no part in it.
 */
export const inboxOfRequest = (caller: Caller, sellerId: string | undefined): InboxOwner => {
  if (caller.kind !== 'user') throw notFound('The inbox');
  if (sellerId === undefined) return userInbox(caller.sub);
  if (!caller.sellerIds.includes(sellerId) && !isOperator(caller)) throw notFound('The inbox');
  return shopInbox(sellerId);
};
