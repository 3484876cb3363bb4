import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCursor,
  encodeCursor,
  eventIdAt,
  FEED_OVERLAP_MILLISECONDS,
  feedStart,
  MAX_CURSOR_CHARACTERS,
  markOf,
  timeOfEventId,
} from '../../../shared/realtime/cursor.ts';
import { seededIds } from '../../support/order-fixtures.ts';

const ids = seededIds();
const eventId = (at: Date): string => `evt_${ids.ulid(at)}`;
const mark = fc.nat().map((seq) => markOf({ orderId: 'ord_1', seq }));
const moment = fc.date({ min: new Date(1), max: new Date('9999-12-31'), noInvalidDate: true });

describe('a cursor', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(moment, fc.nat(), (at, seq) => {
        const cursor = { eventId: eventId(at), seq };
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  it('comes back with what its reader has had of a feed', () => {
    fc.assert(
      fc.property(moment, moment, fc.array(mark, { maxLength: 200 }), (at, since, given) => {
        const cursor = { eventId: eventId(at), seq: 1, overlap: { after: eventId(since), given } };
        expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
        expect(encodeCursor(cursor).length).toBeLessThanOrEqual(MAX_CURSOR_CHARACTERS);
      }),
    );
  });

  it('is nothing that anybody made up', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === undefined));
    const place = encodeCursor({ eventId: eventId(new Date(0)), seq: 1 });
    for (const text of [`${place}.`, `${place}.abc`, `${place}.${'0'.repeat(26)}123`, `${place}.${'0'.repeat(26)}.`]) {
      expect(decodeCursor(text), text).toBeUndefined();
    }
    expect(decodeCursor(Buffer.from('evt_1~2').toString('base64url'))).toBeUndefined();
  });

  it('knows when its event was recorded', () => {
    fc.assert(
      fc.property(moment, (at) => {
        expect(timeOfEventId(eventId(at))).toEqual(at);
        expect(eventIdAt(at) <= eventId(at)).toBe(true);
        expect(timeOfEventId(eventIdAt(at))).toEqual(at);
      }),
    );
  });

  it('has a feed read from a little before it', () => {
    const at = new Date('2026-03-01T10:00:00.000Z');
    const start = feedStart({ eventId: eventId(at), seq: 3 });
    expect(at.getTime() - timeOfEventId(start).getTime()).toBe(FEED_OVERLAP_MILLISECONDS);
  });
});
