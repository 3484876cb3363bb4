import type { RateLimit, RateLimitStore } from '../../../../shared/carriers/rate-limit-store.ts';
import type { Clock, IdSource } from '../../../../shared/clock/clock.ts';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { type LinkRequestStore, linkRequest } from '../../../../shared/notifications/link-request.ts';
import type { ViewerAddresses } from '../../../composition/viewer-addresses.ts';
import { implement } from '../../../http/http-api.ts';

export interface LinkDependencies {
  readonly rateLimits: RateLimitStore;
  readonly linkRequests: LinkRequestStore;
  readonly viewers: ViewerAddresses;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** Enough for somebody with several orders and a typing error, too little to try numbers with. */
const PER_ADDRESS: RateLimit = { limit: 20, windowSeconds: 600 };
/** Nobody's mailbox is filled, whoever asks from wherever. Counted for every number, whether or not there is one. */
const PER_NUMBER: RateLimit = { limit: 3, windowSeconds: 3_600 };

const take = async ({ rateLimits, clock }: LinkDependencies, scope: string, limit: RateLimit): Promise<void> => {
  const verdict = await rateLimits.take(scope, limit, clock.now());
  if (!verdict.allowed) {
    throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
  }
};

/**
 * Takes a request for an order's link, and looks nothing up: the same calls lead to the same answer for every number.
 * Whether there is such an order is found out behind the stream, and told to its own mailbox only.
 */
export const requestTrackingLink = implement(
  TRACKING_OPERATIONS.requestTrackingLink,
  async (request, deps: LinkDependencies) => {
    const { query } = request;
    await take(deps, `link:address:${await deps.viewers.of(request)}`, PER_ADDRESS);
    await take(deps, `link:number:${query.number}`, PER_NUMBER);
    const now = deps.clock.now();
    const { number, email, postcode } = query;
    const said = { ...(email !== undefined && { email }), ...(postcode !== undefined && { postcode }) };
    await deps.linkRequests.put(linkRequest(`lnk_${deps.ids.ulid(now)}`, number, said, now.toISOString()));
    return { status: 202, body: { accepted: true } };
  },
);
