import { describe, expect, it } from 'vitest';
import type { Undelivered } from '../../../functions/events/route-onward.ts';
import { settleUndelivered } from '../../../functions/events/settle-undelivered.ts';

const NOW = new Date('2026-03-01T10:00:00.000Z');
const change = (sequenceNumber: string, secondsAgo = 1) => ({
  kind: 'INSERT' as const,
  sequenceNumber,
  keys: {},
  at: new Date(NOW.getTime() - secondsAgo * 1_000),
});
const undelivered = (sequenceNumber: string, kind: Undelivered['kind'], destination: Undelivered['destination']) => ({
  sequenceNumber,
  kind,
  destination,
  reason: 'why',
});

describe('what a queue did not take', () => {
  it('is parked where the message is refused, for the queues that did not get it', () => {
    const all = [undelivered('1', 'invalid', 'notify'), undelivered('1', 'invalid', 'broadcast')];
    expect(settleUndelivered([change('1'), change('2')], { undelivered: all, unreadable: [] }, NOW)).toEqual({
      failed: [],
      poison: [{ sequenceNumber: '1', reason: 'notify: why; broadcast: why', destinations: ['notify', 'broadcast'] }],
    });
  });

  it('is tried again where it passes by itself, however old it is', () => {
    const all = [undelivered('1', 'unavailable', 'notify')];
    const { failed, poison } = settleUndelivered([change('1', 40_000)], { undelivered: all, unreadable: [] }, NOW);
    expect([failed, poison]).toEqual([['1'], []]);
  });

  it('waits a minute for a queue that refuses everything, then leaves it to a person', () => {
    const all = [undelivered('1', 'refused', 'search'), undelivered('2', 'refused', 'search')];
    const changes = [change('1', 61), change('2', 59)];
    const { failed, poison } = settleUndelivered(changes, { undelivered: all, unreadable: [] }, NOW);
    expect([failed, poison.map(({ sequenceNumber }) => sequenceNumber)]).toEqual([['2'], ['1']]);
  });

  it('is not parked while a part of it may yet be delivered', () => {
    const all = [undelivered('1', 'invalid', 'notify'), undelivered('1', 'unavailable', 'search')];
    const { failed, poison } = settleUndelivered([change('1')], { undelivered: all, unreadable: [] }, NOW);
    expect([failed, poison]).toEqual([['1'], []]);
  });
});
