import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order, Shipment } from '../../../shared/orders/model/order.ts';
import { afterFailure, afterReply, afterUnknown, afterWebhook } from '../../../shared/polling/after-look.ts';
import { intervalSeconds, jittered } from '../../../shared/polling/intervals.ts';
import { lookAtParcel } from '../../../shared/polling/look-at-parcel.ts';
import type { ParcelPoll } from '../../../shared/polling/parcel-poll.ts';
import { fairShare, windowEnd } from '../../../shared/polling/quota.ts';
import { MILESTONES, type Milestone } from '../../../shared/workflows/workflow.ts';
import { anOrder, aScan } from '../../support/order-fixtures.ts';

const NOW = new Date('2026-03-10T10:00:00.000Z');
const HOUR = 3_600;
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const at = (seconds: number): string => later(seconds).toISOString();
const middle = (): number => 0.5;
const moment = (now = NOW, isDelivery = false) => ({ now, random: middle, isDelivery });
const secondsUntil = ({ dueAt }: ParcelPoll, now = NOW): number => (Date.parse(dueAt ?? '') - now.getTime()) / 1_000;

const poll = (more: Partial<ParcelPoll> = {}): ParcelPoll => ({
  carrier: 'ups',
  trackingNumber: '1Z1',
  registeredAt: at(-HOUR),
  dueAt: at(0),
  ...more,
});

const withParcel = (parcel: Partial<Shipment> = {}, order: Partial<Order> = {}): Order =>
  anOrder({
    orderId: 'ord_1',
    status: 'shipped',
    phase: 'in_transit',
    shipments: [{ shipmentId: 's', trackingNumber: '1Z1', carrier: 'ups', registeredAt: at(-HOUR), ...parcel }],
    ...order,
  });

const placed = (milestone: Milestone, occurredAt: string): Partial<Shipment> => ({
  milestone,
  lastScanAt: occurredAt,
  placed: { milestone, occurredAt },
});

describe('how often a parcel is asked for', () => {
  const pace = (milestone: Milestone | undefined, more = {}) =>
    intervalSeconds({ milestone, isDelivery: false, webhookNoticedAt: undefined, ...more }, NOW) / HOUR;

  it.each([
    [undefined, 6],
    ['label_created', 6],
    ['in_transit', 2],
    ['out_for_delivery', 0.25],
    ['exception', 1],
    ['delayed', 1],
  ] as const)('%s: every %s hours', (milestone, hours) => {
    expect(pace(milestone)).toBe(hours);
  });

  it('is less while webhooks come, and as before a day after the last', () => {
    expect(pace('in_transit', { webhookNoticedAt: at(-23 * HOUR) })).toBe(8);
    expect(pace('in_transit', { webhookNoticedAt: at(-25 * HOUR) })).toBe(2);
  });

  it('is every five minutes for what a courier brings', () => {
    expect(pace('picked_up', { isDelivery: true })).toBe(5 / 60);
  });

  it('is never more than a tenth off', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(100_000), (random, seconds) => {
        const off = Date.parse(jittered(NOW, seconds, () => random)) - later(seconds).getTime();
        expect(Math.abs(off)).toBeLessThanOrEqual(seconds * 100 + 1);
      }),
    );
  });
});

describe('a parcel whose time has come', () => {
  it('is asked for while it is on its way', () => {
    const order = withParcel(placed('in_transit', at(-HOUR)));
    expect(lookAtParcel(poll(), [order], NOW)).toEqual({ kind: 'ask', milestone: 'in_transit', number: '1Z1' });
  });

  it('is gone where no order has it any more, or another carrier has the number', () => {
    expect(lookAtParcel(poll(), [], NOW)).toEqual({ kind: 'gone' });
    expect(lookAtParcel(poll(), [withParcel({ trackingNumber: '1Z2' })], NOW)).toEqual({ kind: 'gone' });
    expect(lookAtParcel(poll(), [withParcel({ carrier: 'dhl' })], NOW)).toEqual({ kind: 'gone' });
  });

  it.each(['delivered', 'returned', 'cancelled'] as const)('stops once it was %s', (milestone) => {
    const ended = { milestone, occurredAt: at(-60) };
    const order = withParcel({ milestone, lastScanAt: at(-60), ended });
    expect(lookAtParcel(poll({ newestScanAt: at(-60) }), [order], NOW)).toEqual({ kind: 'stop', reason: 'ended' });
    // A webhook brought the end: what it left out is asked for, once.
    const last = lookAtParcel(poll({ newestScanAt: at(-HOUR) }), [order], NOW);
    expect(last).toEqual({ kind: 'ask', milestone, number: '1Z1', isClosing: true });
    expect(lookAtParcel(poll({ closing: true }), [order], NOW)).toEqual({ kind: 'stop', reason: 'ended' });
  });

  it('stops with its order, unless another order still waits for it', () => {
    const cancelled = withParcel(placed('in_transit', at(-HOUR)), { status: 'cancelled', phase: 'cancelled' });
    expect(lookAtParcel(poll(), [cancelled], NOW)).toEqual({ kind: 'stop', reason: 'ended' });
    const other = withParcel(placed('in_transit', at(-HOUR)), { orderId: 'ord_2' });
    expect(lookAtParcel(poll(), [cancelled, other], NOW)).toMatchObject({ kind: 'ask' });
  });

  it('stops after 90 days', () => {
    const order = withParcel(placed('in_transit', at(-HOUR)));
    const registeredAt = at(-91 * 24 * HOUR);
    expect(lookAtParcel(poll({ registeredAt }), [order], NOW)).toEqual({ kind: 'stop', reason: 'too_old' });
  });

  it('waits where a webhook was faster, and is asked for at the longer interval', () => {
    const order = withParcel(placed('in_transit', at(-60)));
    const known = poll({ repliedAt: at(-2 * HOUR), newestScanAt: at(-3 * HOUR) });
    const look = lookAtParcel(known, [order], NOW);
    expect(look).toEqual({ kind: 'wait', milestone: 'in_transit', scannedAt: at(-60) });
    if (look.kind !== 'wait') throw new Error(look.kind);
    const next = afterWebhook(known, look, moment());
    expect(secondsUntil(next)).toBe(8 * HOUR);
    expect(lookAtParcel(next, [order], NOW)).toMatchObject({ kind: 'ask' });
  });

  it('is asked for by the id of its delivery, which a tracking number spells otherwise', () => {
    const facts = { deliveryId: { value: 'del_aB', asOf: at(-60) } };
    const order = withParcel({ ...placed('picked_up', at(-60)), facts });
    expect(lookAtParcel(poll(), [order], NOW)).toMatchObject({ kind: 'ask', number: 'del_aB' });
  });
});

describe('after a reply', () => {
  const scan = (milestone: Milestone) => aScan({ scanId: 's1', trackingNumber: '1Z1', milestone, occurredAt: at(-60) });

  it('the next one follows what it said, and what failed before is forgotten', () => {
    const before = poll({ failures: 3, unknown: { times: 2, since: at(-HOUR) } });
    const said = { newest: scan('out_for_delivery'), digest: 'd', milestone: 'in_transit' as const };
    const next = afterReply(before, said, moment());
    expect(next).toEqual(poll({ dueAt: at(900), repliedAt: at(0), digest: 'd', newestScanAt: at(-60) }));
  });

  it.each(MILESTONES)('that says %s is the last exactly where that is an end', (milestone) => {
    const next = afterReply(poll(), { newest: scan(milestone), digest: 'd', milestone: undefined }, moment());
    const isEnd = ['delivered', 'returned', 'cancelled'].includes(milestone);
    expect([next.stopped, next.dueAt === undefined]).toEqual([isEnd ? 'ended' : undefined, isEnd]);
  });

  it('without scans the order says where the parcel is', () => {
    const next = afterReply(poll(), { newest: undefined, digest: 'd', milestone: 'in_transit' }, moment());
    expect(secondsUntil(next)).toBe(2 * HOUR);
  });
});

describe('a number that the carrier does not know', () => {
  const tried = (start: ParcelPoll): readonly { readonly poll: ParcelPoll; readonly now: Date }[] => {
    const all = [{ poll: start, now: NOW }];
    for (let last = all[0]; last?.poll.dueAt !== undefined && all.length < 100; last = all.at(-1)) {
      const now = new Date(last.poll.dueAt);
      all.push({ poll: afterUnknown(last.poll, moment(now)), now });
    }
    return all;
  };

  it('is tried for three days, less and less often, and then no more', () => {
    const all = tried(poll());
    const end = all.at(-1);
    expect(end?.poll).toMatchObject({ stopped: 'unknown_number' });
    const hours = ((end?.now.getTime() ?? 0) - NOW.getTime()) / HOUR / 1_000;
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(hours).toBeLessThan(80);
    expect(all.length).toBeLessThan(20);
  });

  it('that was known before is tried for as long as it lives', () => {
    const all = tried(poll({ newestScanAt: at(-HOUR) }));
    expect(all.at(-1)?.poll.stopped).toBeUndefined();
  });
});

it('a parcel whose calls fail waits longer each time, up to two hours', () => {
  let last = poll();
  const waits = Array.from({ length: 8 }, () => {
    last = afterFailure(last, moment());
    return secondsUntil(last) / 60;
  });
  expect(waits).toEqual([5, 10, 20, 40, 80, 120, 120, 120]);
});

describe('a quota', () => {
  const daily = { calls: 250, seconds: 86_400 };
  const midnight = new Date('2026-03-10T00:00:00.000Z');

  it('is shared evenly over its day, and never used up', () => {
    const shares = [0, 6, 12, 18, 23.9].map((hour) =>
      fairShare(daily, new Date(midnight.getTime() + hour * HOUR * 1_000)),
    );
    expect(shares).toEqual([23, 74, 124, 175, 225]);
  });

  it('grows with time, and holds at every moment', () => {
    fc.assert(
      fc.property(
        fc.record({ calls: fc.integer({ min: 1, max: 1_000_000 }), seconds: fc.integer({ min: 60, max: 86_400 }) }),
        fc.nat(86_399_999),
        fc.nat(86_399_999),
        (quota, first, second) => {
          const [a, b] = [Math.min(first, second), Math.max(first, second)].map(
            (ms) => new Date(midnight.getTime() + ms),
          );
          const ends = [a, b].map((now) => windowEnd(quota, now ?? midnight).getTime());
          const [early, late] = [a, b].map((now) => fairShare(quota, now ?? midnight));
          expect(late ?? 0).toBeLessThanOrEqual(quota.calls);
          if (ends[0] === ends[1]) expect(early ?? 0).toBeLessThanOrEqual(late ?? 0);
        },
      ),
    );
  });
});
