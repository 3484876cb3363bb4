import { definedFields } from '../defined-fields.ts';
import { sha256 } from '../security/digest.ts';

/** A place in the sequence of events: WebSocket, SSE and polling all take and give it. */
export interface Cursor {
  /** `evt_` + ULID */
  readonly eventId: string;
  /** Number of the event within its order; 0 where the cursor stands for a moment, not for an event. */
  readonly seq: number;
  /** With `seq` 0: mark of the audience whose moment it is, for a moment says nothing of what another's reader has had. */
  readonly audience?: string;
  /** Known where the place is one in a feed that was read, absent where it came with an event that was broadcast. */
  readonly overlap?: Overlap;
}

/** How much of a feed's youngest part its reader has had: an event may still appear there before the ones it has seen. */
export interface Overlap {
  /** Up to this event id the reader has everything. */
  readonly after: string;
  /** Marks of what the reader has had after it. */
  readonly given: readonly string[];
}

/** Of 42 bits: two of the few hundred events of an overlap are never taken for one another. */
const MARK_LENGTH = 7;

const shortDigest = (text: string): string => sha256(text, 'base64url').slice(0, MARK_LENGTH);

/** A short name of an event in a cursor. */
export const markOf = ({ orderId, seq }: { readonly orderId: string; readonly seq: number }): string =>
  shortDigest(`${orderId}\n${seq}`);

/** A short name of an audience in a cursor. */
export const markOfAudience = (name: string): string => shortDigest(`audience\n${name}`);

const SEPARATOR = '~';
const EVENT_PREFIX = 'evt_';
const PLACE_TEXT = /^(evt_[0-9A-HJKMNP-TV-Z]{26})~(\d{1,10})(?:~([\w-]{7}))?$/;
const CURSOR_TEXT = /^([\w-]+)(?:\.([0-9A-HJKMNP-TV-Z]{26})((?:[\w-]{7})*))?$/;

/** Longest text of a cursor that is taken or given. */
export const MAX_CURSOR_CHARACTERS = 2_048;

const overlapText = ({ after, given }: Overlap): string => `.${after.slice(EVENT_PREFIX.length)}${given.join('')}`;

/** Opaque to clients: they hand back what they were given. */
export const encodeCursor = ({ eventId, seq, audience, overlap }: Cursor): string =>
  Buffer.from([eventId, seq, ...(audience === undefined ? [] : [audience])].join(SEPARATOR)).toString('base64url') +
  (overlap === undefined ? '' : overlapText(overlap));

const marksIn = (text: string): readonly string[] =>
  Array.from({ length: text.length / MARK_LENGTH }, (_, i) => text.slice(i * MARK_LENGTH, (i + 1) * MARK_LENGTH));

/** `undefined` for anything that `encodeCursor` did not make. */
export const decodeCursor = (text: string): Cursor | undefined => {
  if (text.length > MAX_CURSOR_CHARACTERS) return undefined;
  const [, place = '', after, marks = ''] = CURSOR_TEXT.exec(text) ?? [];
  const [, eventId, seq, audience] = PLACE_TEXT.exec(Buffer.from(place, 'base64url').toString('utf8')) ?? [];
  if (eventId === undefined || seq === undefined) return undefined;
  return {
    eventId,
    seq: Number(seq),
    ...definedFields({ audience }),
    ...(after !== undefined && { overlap: { after: `${EVENT_PREFIX}${after}`, given: marksIn(marks) } }),
  };
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_TIME_LENGTH = 10;

/** The smallest event id of a moment: everything recorded from then on sorts after it. */
export const eventIdAt = (at: Date): string => {
  let rest = at.getTime();
  let time = '';
  for (let i = 0; i < ULID_TIME_LENGTH; i += 1) {
    time = CROCKFORD.charAt(rest % 32) + time;
    rest = Math.floor(rest / 32);
  }
  return `${EVENT_PREFIX}${time}${'0'.repeat(16)}`;
};

/** When the event was recorded, from the time part of its id. */
export const timeOfEventId = (eventId: string): Date => {
  const time = eventId.slice(EVENT_PREFIX.length, EVENT_PREFIX.length + ULID_TIME_LENGTH);
  let milliseconds = 0;
  for (const character of time) milliseconds = milliseconds * 32 + CROCKFORD.indexOf(character);
  return new Date(milliseconds);
};

/** Clocks of writers differ and indexes lag: an event may appear in a feed so long after a younger one. */
export const FEED_OVERLAP_MILLISECONDS = 10_000;

/** The event id up to which everything that was recorded before the moment is in every feed. */
export const settledAt = (at: Date): string =>
  eventIdAt(new Date(Math.max(0, at.getTime() - FEED_OVERLAP_MILLISECONDS)));

/**
 * Where a reader of a person's or a shop's feed starts: where its cursor says that it has everything, else a short
 * overlap behind it. What it has had already it drops by (order, `seq`).
 */
export const feedStart = ({ eventId, overlap }: Cursor): string => overlap?.after ?? settledAt(timeOfEventId(eventId));

/**
 * Whether the place in a feed is one that time has not come to, as a clock leaves it that was set forward and back: all
 * that happens now would count as had.
 */
export const isAhead = (cursor: Cursor, now: Date): boolean => feedStart(cursor) > eventIdAt(now);
