import { describe, expect, it } from 'vitest';
import { type Cursor, eventIdAt, markOf, settledAt } from '../../../shared/realtime/cursor.ts';
import { FeedMemory, MAX_MARKS } from '../../../shared/realtime/feed-memory.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const SETTLED = settledAt(NOW);

/** An event recorded so many milliseconds before now, of an order of its own unless said. */
const eventAt = (before: number, orderId = `o${before}`, seq = 1) => ({
  orderId,
  seq,
  eventId: eventIdAt(new Date(NOW.getTime() - before)),
});
const marksOf = (events: readonly { readonly orderId: string; readonly seq: number }[]) => events.map(markOf);
const inOverlap = (count: number) => Array.from({ length: count }, (_, i) => eventAt(9_000 - i));

/** Of a reader who had everything up to 30 seconds ago. */
const cursorWith = (given: readonly string[] = []): Cursor => {
  const start = eventIdAt(new Date(NOW.getTime() - 30_000));
  return { eventId: start, seq: 1, overlap: { after: start, given } };
};

describe('the place of a reader who has had the end of a feed', () => {
  it('names what is young enough that something may still appear before it', () => {
    const old = [eventAt(10_000), eventAt(20_000)];
    const young = [eventAt(9_999), eventAt(1)];
    const cursor = FeedMemory.having([...young, ...old], NOW);
    expect(cursor).toEqual({ eventId: eventIdAt(NOW), seq: 0, overlap: { after: SETTLED, given: marksOf(young) } });
  });

  it('of an empty feed has everything that is settled', () => {
    expect(FeedMemory.having([], NOW).overlap).toEqual({ after: SETTLED, given: [] });
  });

  it('names as many as a cursor has room for: the overlap then begins with the oldest of them', () => {
    const events = inOverlap(MAX_MARKS);
    const { overlap } = FeedMemory.having(events.toReversed(), NOW);
    expect(overlap.after).toBe(events[0]?.eventId);
    expect(overlap.given.toSorted()).toEqual(marksOf(events.slice(1)).toSorted());
    const fewer = FeedMemory.having(events.slice(1), NOW);
    expect(fewer.overlap.after).toBe(SETTLED);
    expect(fewer.overlap.given).toHaveLength(MAX_MARKS - 1);
  });
});

describe('what a reader has had', () => {
  it('is everything up to the start of the overlap, and what the cursor names after it', () => {
    const named = eventAt(5_000);
    const memory = new FeedMemory(cursorWith([markOf(named)]), NOW);
    expect(memory.has(eventAt(30_000))).toBe(true);
    expect(memory.has(eventAt(29_999))).toBe(false);
    expect(memory.has(named)).toBe(true);
    expect(memory.has(eventAt(5_001))).toBe(false);
  });

  it('of an order is every event before one that was given', () => {
    const memory = new FeedMemory(cursorWith(), NOW);
    memory.give(eventAt(5_000, 'a', 3));
    expect([1, 2, 3, 4].map((seq) => memory.hasNumber('a', seq))).toEqual([true, true, true, false]);
    memory.give(eventAt(6_000, 'a', 2));
    expect(memory.hasNumber('a', 3)).toBe(true);
    expect(memory.hasNumber('b', 1)).toBe(false);
  });

  it('of an order whose event the cursor names is what came before it too, once that is read again', () => {
    const named = eventAt(5_000, 'a', 3);
    const memory = new FeedMemory(cursorWith([markOf(named)]), NOW);
    expect(memory.hasNumber('a', 2)).toBe(false);
    memory.recognize(eventAt(5_500, 'b', 7));
    memory.recognize(named);
    expect(memory.hasNumber('a', 2)).toBe(true);
    expect(memory.hasNumber('b', 7)).toBe(false);
  });

  it('is the event that the cursor stands at, when it is read again', () => {
    const last = eventAt(5_000, 'a', 3);
    const memory = new FeedMemory({ eventId: last.eventId, seq: 3 }, NOW);
    expect(memory.hasNumber('a', 3)).toBe(false);
    memory.recognize(last);
    expect(memory.hasNumber('a', 3)).toBe(true);
  });
});

describe('the cursor behind what was given', () => {
  it('stands at the youngest event, whatever was given after it', () => {
    const memory = new FeedMemory(cursorWith(), NOW);
    memory.give(eventAt(2_000, 'a', 2));
    memory.give(eventAt(3_000, 'b', 5));
    expect(memory.cursor()).toMatchObject({ eventId: eventAt(2_000).eventId, seq: 2 });
    memory.give(eventAt(1_000, 'c', 4));
    expect(memory.cursor()).toMatchObject({ eventId: eventAt(1_000).eventId, seq: 4 });
  });

  it('never stands before where it came from', () => {
    const cursor = { ...cursorWith(), eventId: eventAt(1_000).eventId, seq: 9 };
    const memory = new FeedMemory(cursor, NOW);
    memory.give(eventAt(2_000, 'a', 2));
    expect(memory.cursor()).toMatchObject({ eventId: cursor.eventId, seq: 9 });
  });

  it('drops the marks of what is settled, once the feed was given up to there', () => {
    const [old, young] = [eventAt(20_000), eventAt(5_000)];
    const memory = new FeedMemory(cursorWith(), NOW);
    memory.give(old);
    memory.give(young);
    expect(memory.cursor().overlap).toEqual({ after: memory.start, given: marksOf([old, young]) });
    memory.completeTo(old.eventId);
    expect(memory.cursor().overlap).toEqual({ after: old.eventId, given: marksOf([young]) });
    memory.completeTo(young.eventId);
    expect(memory.cursor().overlap).toEqual({ after: SETTLED, given: marksOf([young]) });
    memory.completeTo(old.eventId);
    expect(memory.cursor().overlap?.after).toBe(SETTLED);
  });

  it('hands on the marks that were not met again', () => {
    const missing = markOf(eventAt(7_000));
    const memory = new FeedMemory(cursorWith([missing]), NOW);
    const young = eventAt(5_000);
    memory.give(young);
    memory.completeTo(young.eventId);
    expect(memory.cursor().overlap?.given).toEqual([missing, markOf(young)]);
  });

  it('has room for so many marks: the oldest ones go, and its overlap begins behind them', () => {
    const events = inOverlap(MAX_MARKS + 2);
    const memory = new FeedMemory(cursorWith(), NOW);
    for (const event of events.toReversed()) memory.give(event);
    memory.completeTo(events.at(-1)?.eventId ?? '');
    const { overlap } = memory.cursor();
    expect(overlap?.after).toBe(events[1]?.eventId);
    expect(overlap?.given.toSorted()).toEqual(marksOf(events.slice(2)).toSorted());
  });

  it('forgets nothing behind which something may be missing still', () => {
    const events = inOverlap(MAX_MARKS + 2);
    const memory = new FeedMemory(cursorWith(), NOW);
    for (const event of events) memory.give(event);
    memory.completeTo(events[0]?.eventId ?? '');
    const { overlap } = memory.cursor();
    expect(overlap?.after).toBe(events[0]?.eventId);
    expect(overlap?.given).toHaveLength(MAX_MARKS + 1);
  });
});
