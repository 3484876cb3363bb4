import { describe, expect, test } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { leadingMilestone, seenMilestone, withScan } from '../../../shared/orders/engine/parcel-state.ts';
import type { Order, Scan, Shipment } from '../../../shared/orders/model/order.ts';
import { MILESTONES, type Milestone } from '../../../shared/workflows/workflow.ts';
import { DRIVER_ID, hours, orderIn, parcelOf, START, scanOf, workflowOf } from '../workflows/support/orders.ts';
import { accept, noticesIn } from './support/decisions.ts';

const ENDS: readonly Milestone[] = ['delivered', 'returned', 'cancelled'];
const TROUBLE: readonly Milestone[] = ['delayed', 'exception', 'returning'];
const parcel = workflowOf('parcel');
const known = (milestone: Milestone): Shipment => withScan(parcel, parcelOf('T1'), scanOf(milestone, 1));
const ahead = (milestone: Milestone): Scan => ({
  ...scanOf(milestone, 9),
  recordedAt: hours(2).toISOString(),
  flag: 'dated_ahead',
});

describe('a scan dated ahead', () => {
  const rank = (milestone: Milestone) => MILESTONES.indexOf(milestone);
  const pairs = MILESTONES.flatMap((before) => MILESTONES.map((then) => [before, then] as const));

  test.each(pairs)('after %s, %s is seen where it goes beyond', (before, then) => {
    const goesBeyond = TROUBLE.includes(before) || TROUBLE.includes(then) || rank(then) > rank(before);
    const isSeen = !ENDS.includes(before) && goesBeyond;
    expect(seenMilestone(withScan(parcel, known(before), ahead(then)))).toBe(isSeen ? then : before);
  });

  test('of a parcel that nothing is known of is seen, and says no time', () => {
    const shipment = withScan(parcel, parcelOf('T1'), ahead('in_transit'));
    expect([seenMilestone(shipment), leadingMilestone(shipment), shipment.lastScanAt]).toEqual([
      'in_transit',
      'in_transit',
      undefined,
    ]);
    expect(shipment.ahead).toEqual({
      milestone: 'in_transit',
      placed: 'in_transit',
      countedAt: hours(2).toISOString(),
    });
  });

  test.each(MILESTONES)('%s again says nothing new', (milestone) => {
    const once = withScan(parcel, known('picked_up'), ahead(milestone));
    const again = withScan(parcel, once, ahead(milestone));
    expect(seenMilestone(again)).toBe(seenMilestone(once));
    expect(leadingMilestone(again)).toBe(leadingMilestone(once));
  });
});

describe('a delivery provider’s time', () => {
  const order: Order = orderIn('grocery', 'driver_pickup_complete', {
    driver: { driverId: DRIVER_ID, name: 'Dan', provider: 'uber', assignedAt: START.toISOString() },
  });
  const sees = (milestone: Milestone, at: Date): OrderCommand => ({
    type: 'apply_milestone',
    milestone,
    rawCode: 'x',
    occurredAt: at.toISOString(),
  });
  const apply = (of: Order, command: OrderCommand) => accept(of, command, 'carrier', hours(10));
  const flagged = (milestone: Milestone, at: Date, flag: string) => ({
    type: 'scan_flagged',
    occurredAt: hours(10).toISOString(),
    metadata: { milestone, rawCode: 'x', flag, datedAt: at.toISOString() },
    effects: [{ kind: 'alert', alert: `scan_${flag}` }],
  });

  test('ahead of ours counts as now, and operations are alerted once', () => {
    const first = apply(order, sees('in_transit', hours(12)));
    expect(first.events[0]).toMatchObject(flagged('in_transit', hours(12), 'dated_ahead'));
    expect(first.events.slice(1)).toMatchObject([{ status: 'in_transit', occurredAt: hours(10).toISOString() }]);
    expect(apply(first.order, sees('in_transit', hours(13))).events).toEqual([]);
  });

  test('of a delivery in another year moves nothing, and operations are alerted once', () => {
    const at = hours(24 * 365);
    const first = apply(order, sees('delivered', at));
    expect(first.events).toMatchObject([flagged('delivered', at, 'not_credible')]);
    expect(first.order.status).toBe(order.status);
    expect(apply(first.order, sees('delivered', at)).events).toEqual([]);
    expect(apply(first.order, sees('delivered', hours(9))).order.status).toBe('delivered');
  });

  test('from before the order is another’s: nothing at all', () => {
    const days = (count: number) => new Date(START.getTime() - count * 24 * 3_600_000);
    expect(apply(order, sees('in_transit', new Date(days(14).getTime() - 1))).events).toEqual([]);
    expect(apply(order, sees('in_transit', days(14))).order.status).toBe('in_transit');
  });

  test('of a step that is behind the order is no alert', () => {
    const { order: later } = apply(order, sees('in_transit', hours(5)));
    expect(noticesIn(apply(later, sees('picked_up', hours(4))).events)).toEqual([]);
  });
});
