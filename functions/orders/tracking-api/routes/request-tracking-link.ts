import type { RateLimit, RateLimitStore } from '../../../../shared/carriers/rate-limit-store.ts';
import type { Clock, IdSource } from '../../../../shared/clock/clock.ts';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/platform.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { type LinkRequestStore, linkRequest } from '../../../../shared/notifications/link-request.ts';
import { HOME_PAGE_POLICY, linkRequestedPage } from '../../../../web/home/home-page.ts';
import { prefers } from '../../../http/accept.ts';
import { type ApiRequest, type ApiResponse, implement } from '../../../http/http-api.ts';
import { spokenPage } from '../../../http/page.ts';
import type { ViewerAddresses } from '../../../http/viewer-addresses.ts';

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

/** A browser that sends the first page's form without a script shows what comes back. */
const accepted = (headers: ApiRequest<typeof TRACKING_OPERATIONS.requestTrackingLink>['headers']): ApiResponse =>
  prefers(headers.accept, 'text/html', 'application/json')
    ? { ...spokenPage(headers, HOME_PAGE_POLICY, linkRequestedPage), status: 202 }
    : { status: 202, body: { accepted: true } };

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
    const { query, method } = request;
    // A `HEAD` does nothing: programs send it to look whether a link leads somewhere.
    if (method === 'HEAD') return accepted(request.headers);
    await take(deps, `link:address:${await deps.viewers.of(request)}`, PER_ADDRESS);
    await take(deps, `link:number:${query.number}`, PER_NUMBER);
    const now = deps.clock.now();
    const { number, email, postcode } = query;
    const said = { ...(email !== undefined && { email }), ...(postcode !== undefined && { postcode }) };
    await deps.linkRequests.put(linkRequest(`lnk_${deps.ids.ulid(now)}`, number, said, now.toISOString()));
    return accepted(request.headers);
  },
);
