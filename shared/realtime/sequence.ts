/**
 * The one sequence of events that WebSocket, SSE and polling read: whose it is decides where it is read from, and the
 * cursor is all that a reader has to remember.
 */
import type { EventMessage } from '../contract/socket.ts';
import { type Cursor, encodeCursor } from './cursor.ts';
import { endOfFeed, newestOfFeed, readFeed } from './feed-sequence.ts';
import { markedCursor } from './moment-cursor.ts';
import { endOfOrder, newestOfOrder, readOrder } from './order-sequence.ts';
import type { EventSource, PageRequest, ReceivedEvent, ReceivedPage } from './received-events.ts';
import { type Audience, audienceName } from './topics.ts';
import { updatesFor } from './updates.ts';

/** An audience whose events are stored in one place. Operations have no such place: they hear of every order. */
export type ReadableAudience = Exclude<Audience, { kind: 'ops' }>;

/** A page whose places say whose they are, where no event says it. */
const markedFor = (audience: ReadableAudience, { events, cursor, hasMore }: ReceivedPage): ReceivedPage => ({
  events: events.map((given) => ({ ...given, cursor: markedCursor(audience, given.cursor) })),
  cursor: markedCursor(audience, cursor),
  hasMore,
});

/** What came after the cursor. */
export const eventsAfter = async (
  source: EventSource,
  audience: ReadableAudience,
  cursor: Cursor,
  request: PageRequest,
): Promise<ReceivedPage> =>
  markedFor(
    audience,
    audience.kind === 'customer' || audience.kind === 'seller'
      ? await readFeed(source, audience, cursor, request)
      : await readOrder(source, audience.id, cursor, request),
  );

/** The last events there are, and the place behind them. */
export const newestEvents = async (
  source: EventSource,
  audience: ReadableAudience,
  request: PageRequest,
): Promise<ReceivedPage> =>
  markedFor(
    audience,
    audience.kind === 'customer' || audience.kind === 'seller'
      ? await newestOfFeed(source, audience, request)
      : await newestOfOrder(source, audience.id, request),
  );

/** The place of a reader who asks for nothing that has been. */
export const presentCursor = async (source: EventSource, audience: ReadableAudience, now: Date): Promise<Cursor> =>
  markedCursor(
    audience,
    audience.kind === 'customer' || audience.kind === 'seller'
      ? await endOfFeed(source, audience, now)
      : await endOfOrder(source, audience.id, now),
  );

/** A message of the sequence: it always has a place. */
export type PlacedMessage = EventMessage & { readonly cursor: string };

/** What the audience receives of the events, each with the cursor of its place. `topic`: as the client named it. */
export const messagesOf = (
  events: readonly ReceivedEvent[],
  audience: ReadableAudience,
  topic: string = audienceName(audience),
): readonly PlacedMessage[] =>
  events.flatMap(({ event, cursor }) =>
    updatesFor(audience.kind, event, topic).map((message) => ({ ...message, cursor: encodeCursor(cursor) })),
  );
