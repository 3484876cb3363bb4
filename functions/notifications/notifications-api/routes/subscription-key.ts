import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';

/** Changed only together with every subscription that was made with it. */
const CACHED = { 'Cache-Control': 'public, max-age=3600' };

/** What a browser subscribes with. */
export const getSubscriptionKey = implement(
  NOTIFICATIONS_OPERATIONS.getSubscriptionKey,
  async (_request, { subscriptionKey }: { readonly subscriptionKey: string | undefined }) => {
    if (subscriptionKey === undefined) throw notFound('A key for browsers');
    return ok({ publicKey: subscriptionKey }, CACHED);
  },
);
