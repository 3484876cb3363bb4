import { SECONDS_A_DAY } from '../../../../shared/calendar/durations.ts';
import type { Clock, IdSource } from '../../../../shared/clock/clock.ts';
import { TRACKING_OPERATIONS } from '../../../../shared/contract/operations/tracking.ts';
import { ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { type LinkRequestStore, linkRequest, nameOfRequest } from '../../../../shared/notifications/link-request.ts';
import { takeFromAddress } from '../../../../shared/security/public-limits.ts';
import type { RateLimit, RateLimitStore, RateVerdict } from '../../../../shared/security/rate-limit-store.ts';
import { HOME_PAGE_POLICY, linkRequestedPage } from '../../../../web/home/home-page.ts';
import type { ViewerAddresses } from '../../../composition/viewer-addresses.ts';
import { prefers } from '../../../http/accept.ts';
import { type ApiRequest, type ApiResponse, implement } from '../../../http/http-api.ts';
import { spokenPage } from '../../../http/page.ts';

export interface LinkDependencies {
  readonly rateLimits: RateLimitStore;
  readonly linkRequests: LinkRequestStore;
  readonly viewers: ViewerAddresses;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Nobody's mailbox is filled, whoever asks from wherever. Counted for every number, whether or not there is one; and by
 * what was said besides, so that a stranger who does not know it uses up nothing of the customer's own.
 */
const PER_REQUEST: readonly RateLimit[] = [
  { limit: 3, windowSeconds: 3_600 },
  { limit: 10, windowSeconds: SECONDS_A_DAY },
];

const admit = (verdict: RateVerdict): void => {
  if (verdict.allowed) return;
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

/** A browser that sends the first page's form without a script shows what comes back. */
const accepted = (headers: ApiRequest<typeof TRACKING_OPERATIONS.requestTrackingLink>['headers']): ApiResponse =>
  prefers(headers.accept, 'text/html', 'application/json')
    ? { ...spokenPage(headers, HOME_PAGE_POLICY, linkRequestedPage), status: 202 }
    : { status: 202, body: { accepted: true } };

/**
 * Takes a request for an order's link, and looks nothing up: the same calls lead to the same response for any number.
 * Whether the order exists is checked behind the stream, and the link goes to the order's own mailbox only.
 */
export const requestTrackingLink = implement(
  TRACKING_OPERATIONS.requestTrackingLink,
  async (request, deps: LinkDependencies) => {
    const { query, method } = request;
    // A `HEAD` does nothing: programs send it to look whether a link leads somewhere.
    if (method === 'HEAD') return accepted(request.headers);
    const now = deps.clock.now();
    admit(await takeFromAddress(deps.rateLimits, 'linkRequests', await deps.viewers.of(request), now));
    const { number, email, postcode } = query;
    const said = { ...definedFields({ email, postcode }) };
    const scope = `link:${nameOfRequest(number, said)}`;
    for (const limit of PER_REQUEST) admit(await deps.rateLimits.take(scope, limit, now));
    await deps.linkRequests.put(linkRequest(`lnk_${deps.ids.ulid(now)}`, number, said, now.toISOString()));
    return accepted(request.headers);
  },
);
