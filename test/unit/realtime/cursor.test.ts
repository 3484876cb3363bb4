import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeCursor,
  encodeCursor,
  eventIdAt,
  FEED_OVERLAP_MILLISECONDS,
  feedStart,
  timeOfEventId,
} from '../../../shared/realtime/cursor.ts';
import { seededIds } from '../../support/order-fixtures.ts';

const ids = seededIds();
const eventId = (at: Date): string => `evt_${ids.ulid(at)}`;
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

  it('is nothing that anybody made up', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === undefined));
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
