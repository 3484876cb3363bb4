import { type Cursor, eventIdAt, feedStart, markOf, type Overlap, settledAt } from './cursor.ts';

interface Numbered {
  readonly orderId: string;
  readonly seq: number;
  readonly eventId: string;
}

/** Marks in a cursor. A feed with more events in its overlap has a shorter one. */
export const MAX_MARKS = 100;

const later = (a: string, b: string): string => (a > b ? a : b);
const earlier = (a: string, b: string): string => (a < b ? a : b);

/** What the reader of a feed has had of what it reads again, and the cursors that say so. */
export class FeedMemory {
  /** Everything up to here was given before. */
  readonly start: string;
  readonly #settled: string;
  /** Marks of what was given after the start. The event id of one that came in a cursor is known once it is read again. */
  readonly #given = new Map<string, string | undefined>();
  /** By order: who has had an event of an order has had the ones before it. */
  readonly #last = new Map<string, number>();
  #place: Cursor;
  /** Of what was read, everything up to here is given. */
  #complete: string;

  constructor(cursor: Cursor, now: Date) {
    this.start = feedStart(cursor);
    this.#settled = settledAt(now);
    this.#place = cursor;
    this.#complete = this.start;
    for (const mark of cursor.overlap?.given ?? []) this.#given.set(mark, undefined);
  }

  /** The place, now, of a reader who has had these last entries of the feed (up to `MAX_MARKS`) and all before them. */
  static having(last: readonly Numbered[], now: Date): Cursor & { readonly overlap: Overlap } {
    const oldest = last.length < MAX_MARKS ? '' : (last.map(({ eventId }) => eventId).sort()[0] ?? '');
    const after = later(settledAt(now), oldest);
    const given = last.filter(({ eventId }) => eventId > after).map(markOf);
    return { eventId: eventIdAt(now), seq: 0, overlap: { after, given } };
  }

  has({ eventId, orderId, seq }: Numbered): boolean {
    return eventId <= this.start || this.hasNumber(orderId, seq);
  }

  hasNumber(orderId: string, seq: number): boolean {
    return seq <= (this.#last.get(orderId) ?? 0) || this.#given.has(markOf({ orderId, seq }));
  }

  /** Takes note of an entry that was read: of one that was given before, order and event id are known from now on. */
  recognize(entry: Numbered): void {
    if (entry.eventId === this.#place.eventId || this.#given.has(markOf(entry))) this.#note(entry);
  }

  give(event: Numbered): void {
    this.#note(event);
    if (event.eventId > this.#place.eventId) this.#place = { eventId: event.eventId, seq: event.seq };
  }

  /** Everything that the feed named up to this event is given. */
  completeTo(eventId: string): void {
    this.#complete = later(this.#complete, eventId);
  }

  cursor(): Cursor {
    const settled = later(this.start, earlier(this.#complete, this.#settled));
    const known = [...this.#given]
      .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] > settled)
      .sort(([, a], [, b]) => (a < b ? -1 : 1));
    const unknown = [...this.#given].filter(([, eventId]) => eventId === undefined);
    const tooMany = Math.max(0, known.length + unknown.length - MAX_MARKS);
    const forgotten = known.slice(0, tooMany).filter(([, eventId]) => eventId <= this.#complete);
    return {
      eventId: this.#place.eventId,
      seq: this.#place.seq,
      overlap: {
        after: forgotten.at(-1)?.[1] ?? settled,
        given: [...unknown, ...known.slice(forgotten.length)].map(([mark]) => mark),
      },
    };
  }

  #note({ orderId, seq, eventId }: Numbered): void {
    this.#given.set(markOf({ orderId, seq }), eventId);
    this.#last.set(orderId, Math.max(seq, this.#last.get(orderId) ?? 0));
  }
}
