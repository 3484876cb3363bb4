import { EVENTS_OPERATIONS } from '../../../../shared/contract/operations/events.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import type { OrderEventsQuery } from '../../../../shared/contract/schemas/order-events.ts';
import type { OrderEventsPage } from '../../../../shared/contract/schemas/order-events-response.ts';
import { farmEvent } from '../../../../shared/dialects/farm.ts';
import { type InboxOwner, shopInbox, userInbox } from '../../../../shared/notifications/inbox/inbox-owner.ts';
import type { OrderStore } from '../../../../shared/orders/use-cases/order-store.ts';
import { type Cursor, decodeCursor, encodeCursor, isAhead } from '../../../../shared/realtime/cursor.ts';
import { type FocusWriter, noteFocusOfUser } from '../../../../shared/realtime/focus.ts';
import {
  type FollowDependencies,
  followEvents,
  type WriteEvent,
  writeNamed,
} from '../../../../shared/realtime/follow-events.ts';
import { type InboxWatchDependencies, watchInbox } from '../../../../shared/realtime/inbox-watch.ts';
import { isCursorOf } from '../../../../shared/realtime/moment-cursor.ts';
import { isFeed } from '../../../../shared/realtime/place.ts';
import { type Listenable, listenableScope, type Scope } from '../../../../shared/realtime/scope.ts';
import { eventsAfter, messagesOf, newestEvents, presentCursor } from '../../../../shared/realtime/sequence.ts';
import { EVENT_STREAM_TYPE, sseMessage } from '../../../../shared/realtime/server-sent-events.ts';
import { isAccessRevoked, type RevocationReader } from '../../../../shared/security/access-revocations.ts';
import { type Caller, callerName } from '../../../../shared/security/caller.ts';
import { takeFromAddress } from '../../../../shared/security/public-limits.ts';
import type { RateLimit, RateLimitStore, RateVerdict } from '../../../../shared/security/rate-limit-store.ts';
import type { ArrivedRequest } from '../../../../shared/security/viewer-address.ts';
import type { ViewerAddresses } from '../../../composition/viewer-addresses.ts';
import { prefers } from '../../../http/accept.ts';
import { implement } from '../../../http/http-api.ts';
import { isRevokedLink, revokedLinkProblem } from '../../../http/order-access.ts';
import { paginationOf } from '../../../http/pagination.ts';
import { ok, streamed } from '../../../http/responses.ts';

export interface EventsDependencies extends FollowDependencies, InboxWatchDependencies {
  readonly orders: OrderStore;
  readonly rates: RateLimitStore;
  readonly revocations: RevocationReader;
  readonly viewers: ViewerAddresses;
  readonly focus: FocusWriter;
}

/**
 * Streams that one caller may begin in a minute. Each lasts two minutes, so sixty are open at most: enough for a shop's
 * many screens, and one person never takes all the functions that a stage sets aside.
 */
const STREAMS: RateLimit = { limit: 30, windowSeconds: 60 };

type Headers = Readonly<Record<string, string | undefined>>;

/** Frontends of farms listen with `onmessage`, which hears no event that has a name. */
const writeForFarm: WriteEvent = (received, audience) =>
  messagesOf([received], audience)
    .map((message) => sseMessage(message.cursor, farmEvent(received.event, message)))
    .join('');

const writerOf = ({ farmId, dialect }: OrderEventsQuery): WriteEvent =>
  farmId !== undefined || dialect === 'farm' ? writeForFarm : writeNamed;

const scopeOf = ({ order, customerId, sellerId, farmId }: OrderEventsQuery): Scope => {
  if (order !== undefined) return { kind: 'order', id: order };
  if (customerId !== undefined) return { kind: 'customer', id: customerId };
  return { kind: 'seller', id: sellerId ?? farmId ?? '' };
};

/** Only one's own: support follows what happens to somebody's orders, and reads nobody's messages. */
const inboxOf = ({ customerId, sellerId, dialect }: OrderEventsQuery, caller: Caller): InboxOwner | undefined => {
  if (caller.kind !== 'user' || dialect === 'farm') return undefined;
  if (customerId !== undefined) return caller.sub === customerId ? userInbox(caller.sub) : undefined;
  return sellerId !== undefined && caller.sellerIds.includes(sellerId) ? shopInbox(sellerId) : undefined;
};

/** That somebody looks at a client is said by themselves, of what they follow of their own. */
const noteLook = async ({ customerId, focused }: OrderEventsQuery, caller: Caller, deps: EventsDependencies) => {
  if (focused === undefined || caller.kind !== 'user' || caller.sub !== customerId) return;
  await noteFocusOfUser(caller.sub, focused === 'true', deps.focus, deps.clock.now());
};

/** A client that comes back by itself repeats the address it began with: the header knows better. */
const placeOf = ({ after }: OrderEventsQuery, headers: Headers): Cursor | undefined => {
  const text = headers['last-event-id'] || after;
  if (text === undefined) return undefined;
  const cursor = decodeCursor(text);
  if (cursor === undefined) throw new ProblemError('INVALID_CURSOR');
  return cursor;
};

/** A stream unless a page is asked for: a browser's `EventSource` names its type, and `curl` names none. */
const wantsPage = ({ accept }: Headers): boolean => prefers(accept, 'application/json', EVENT_STREAM_TYPE);

/** After a place that is ahead of the clock a page is the newest, as without one: by `seq` its reader knows what it had. */
const pageResponse = async (
  { audience, pollAfterSeconds }: Listenable,
  after: Cursor | undefined,
  limit: number,
  { orders, clock }: EventsDependencies,
): Promise<OrderEventsPage> => {
  const request = { limit, now: clock.now() };
  const isPlace = after !== undefined && !(isFeed(audience) && isAhead(after, request.now));
  const page = isPlace
    ? await eventsAfter(orders, audience, after, request)
    : await newestEvents(orders, audience, request);
  const cursor = encodeCursor(page.cursor);
  return {
    events: [...messagesOf(page.events, audience)],
    cursor,
    hasMore: page.hasMore,
    pollAfterSeconds,
    pagination: paginationOf({ limit }, page.hasMore ? cursor : null),
  };
};

/** Not there for the caller; a link, though, says that it was revoked. */
const refusalOf = async (scope: Scope, caller: Caller, { orders }: EventsDependencies): Promise<ProblemError> => {
  const order = caller.kind === 'guest' && scope.kind === 'order' ? await orders.get(scope.id) : undefined;
  return order && isRevokedLink(caller, order) ? revokedLinkProblem() : notFound();
};

const admit = (verdict: RateVerdict): void => {
  if (verdict.allowed) return;
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

const admitStream = async (caller: Caller, request: ArrivedRequest, deps: EventsDependencies): Promise<void> => {
  const { rates, clock, viewers } = deps;
  admit(await rates.take(`stream:${callerName(caller)}`, STREAMS, clock.now()));
  admit(await takeFromAddress(rates, 'streams', await viewers.of(request), clock.now()));
};

export const followOrderEvents = implement(
  EVENTS_OPERATIONS.followOrderEvents,
  async (request, deps: EventsDependencies) => {
    const { query, headers, caller } = request;
    const place = placeOf(query, headers);
    const scope = scopeOf(query);
    const listenable = await listenableScope(scope, caller, deps.orders);
    if (!listenable) throw await refusalOf(scope, caller, deps);
    const { audience } = listenable;
    if (place && !isCursorOf(place, audience)) throw new ProblemError('INVALID_CURSOR');
    const isPage = wantsPage(headers);
    if (!isPage) await admitStream(caller, request, deps);
    await noteLook(query, caller, deps);
    if (isPage) return ok(await pageResponse(listenable, place, query.limit, deps));
    const from = place ?? (await presentCursor(deps.orders, audience, deps.clock.now()));
    const isAllowed = async (): Promise<boolean> =>
      !(await isAccessRevoked(caller, deps.revocations)) &&
      (await listenableScope(scope, caller, deps.orders)) !== undefined;
    const owner = inboxOf(query, caller);
    const followed = {
      audience,
      from,
      access: { caller, isAllowed },
      write: writerOf(query),
      ...(owner !== undefined && { inbox: watchInbox(owner, deps) }),
    };
    return streamed((left) => followEvents(followed, deps, left), EVENT_STREAM_TYPE);
  },
);
