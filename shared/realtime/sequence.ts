/**
 * The one sequence of events that WebSocket, SSE and polling read: whose it is decides where it is read from, and the
 * cursor is all that a reader has to remember.
 */
import type { EventMessage } from '../contract/socket.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import { endOfFeed, newestOfFeed, readFeed } from './feed-sequence.ts';
import { endOfOrder, newestOfOrder, readOrder } from './order-sequence.ts';
import type { EventSource, PageRequest, ReceivedEvent, ReceivedPage } from './received-events.ts';
import { type Audience, audienceName } from './topics.ts';
import { updatesFor } from './updates.ts';

/** An audience whose events are kept in one place. Operations have no such place: they hear of every order. */
export type ReadableAudience = Exclude<Audience, { kind: 'ops' }>;

/** What came after the cursor. */
export const eventsAfter = (
  source: EventSource,
  audience: ReadableAudience,
  cursor: Cursor,
  request: PageRequest,
): Promise<ReceivedPage> =>
  audience.kind === 'customer' || audience.kind === 'seller'
    ? readFeed(source, audience, cursor, request)
    : readOrder(source, audience.id, cursor, request);

/** The last events there are, and the place behind them. */
export const newestEvents = (
  source: EventSource,
  audience: ReadableAudience,
  request: PageRequest,
): Promise<ReceivedPage> =>
  audience.kind === 'customer' || audience.kind === 'seller'
    ? newestOfFeed(source, audience, request)
    : newestOfOrder(source, audience.id, request);

/** The place of a reader who asks for nothing that has been. */
export const presentCursor = (source: EventSource, audience: ReadableAudience, now: Date): Promise<Cursor> =>
  audience.kind === 'customer' || audience.kind === 'seller'
    ? endOfFeed(source, audience, now)
    : endOfOrder(source, audience.id, now);

/** A message of the sequence: it always has a place. */
export type PlacedMessage = EventMessage & { readonly cursor: string };

/** What the audience is told of the events, each with the cursor of its place. `topic`: as the client named it. */
export const messagesOf = (
  events: readonly ReceivedEvent[],
  audience: ReadableAudience,
  topic: string = audienceName(audience),
): readonly PlacedMessage[] =>
  events.flatMap(({ event, cursor }) =>
    updatesFor(audience.kind, event, topic).map((message) => ({ ...message, cursor: encodeCursor(cursor) })),
  );
