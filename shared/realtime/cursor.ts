/** A place in the sequence of events: WebSocket, SSE and polling all take and give it. */
export interface Cursor {
  /** `evt_` + ULID */
  readonly eventId: string;
  /** Number of the event within its order; 0 where the cursor stands for a moment, not for an event. */
  readonly seq: number;
}

const SEPARATOR = '~';
const CURSOR_TEXT = /^(evt_[0-9A-HJKMNP-TV-Z]{26})~(\d{1,10})$/;

/** Opaque to clients: they hand back what they were given. */
export const encodeCursor = ({ eventId, seq }: Cursor): string =>
  Buffer.from(`${eventId}${SEPARATOR}${seq}`).toString('base64url');

/** `undefined` for anything that `encodeCursor` did not make. */
export const decodeCursor = (text: string): Cursor | undefined => {
  const match = CURSOR_TEXT.exec(Buffer.from(text, 'base64url').toString('utf8'));
  const [, eventId, seq] = match ?? [];
  return eventId === undefined || seq === undefined ? undefined : { eventId, seq: Number(seq) };
};

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ULID_TIME_LENGTH = 10;
const EVENT_PREFIX = 'evt_';

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

/** Clocks of writers differ and indexes lag: an event may appear in a feed after a younger one. */
export const FEED_OVERLAP_MILLISECONDS = 10_000;

/**
 * Where a reader of a person's or a shop's feed starts: a short overlap behind its cursor. What it has seen already it
 * drops by (order, `seq`).
 */
export const feedStart = (cursor: Cursor): string =>
  eventIdAt(new Date(Math.max(0, timeOfEventId(cursor.eventId).getTime() - FEED_OVERLAP_MILLISECONDS)));
