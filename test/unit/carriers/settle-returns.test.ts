import { describe, expect, it } from 'vitest';
import { isLateReturn, returnedAt, settleReturns } from '../../../shared/carriers/settle-returns.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import { aScan } from '../../support/order-fixtures.ts';

const at = (hour: number): string => `2026-03-02T${String(hour).padStart(2, '0')}:00:00.000Z`;
const scan = (milestone: Scan['milestone'], hour: number): Scan =>
  aScan({ scanId: `${milestone}-${hour}`, milestone, occurredAt: at(hour) });
const milestones = (scans: readonly Scan[]): readonly string[] => scans.map(({ milestone }) => milestone);

describe('a delivery after a return began', () => {
  it('is the end of the return; what else was scanned stays what it is', () => {
    const scans = [scan('out_for_delivery', 1), scan('returning', 2), scan('in_transit', 3), scan('delivered', 4)];
    expect(milestones(settleReturns(scans))).toEqual(['out_for_delivery', 'returning', 'in_transit', 'returned']);
  });

  it('is a delivery where it came before, or at the same time', () => {
    expect(milestones(settleReturns([scan('delivered', 2), scan('returning', 2)]))).toEqual(['delivered', 'returning']);
    expect(milestones(settleReturns([scan('delivered', 1), scan('returning', 2)]))).toEqual(['delivered', 'returning']);
  });

  it('counts from the earliest of several', () => {
    const scans = [scan('returning', 6), scan('returning', 2), scan('delivered', 4)];
    expect(milestones(settleReturns(scans))).toEqual(['returning', 'returning', 'returned']);
  });

  it.each(['returning', 'returned'] as const)('counts where the parcel is known as %s', (milestone) => {
    const known = { milestone, lastScanAt: at(2) };
    expect(milestones(settleReturns([scan('delivered', 3)], known))).toEqual(['returned']);
    expect(milestones(settleReturns([scan('delivered', 1)], known))).toEqual(['delivered']);
  });

  it('counts from what is known or what is reported, whichever began first', () => {
    const scans = [scan('delivered', 3), scan('returning', 4)];
    expect(milestones(settleReturns(scans, { milestone: 'returning', lastScanAt: at(2) }))).toEqual([
      'returned',
      'returning',
    ]);
    const reportedFirst = [scan('returning', 2), scan('delivered', 3)];
    expect(milestones(settleReturns(reportedFirst, { milestone: 'returning', lastScanAt: at(4) }))).toEqual([
      'returning',
      'returned',
    ]);
  });

  it('is a delivery where the parcel is known otherwise, or not at all', () => {
    const scans = [scan('delivered', 3)];
    expect(settleReturns(scans, { milestone: 'in_transit', lastScanAt: at(2) })).toEqual(scans);
    expect(settleReturns(scans, {})).toEqual(scans);
    expect(settleReturns(scans)).toEqual(scans);
  });
});

describe('a return that is reported late', () => {
  const delivered = { milestone: 'delivered', lastScanAt: at(5) } as const;

  it('began before the delivery that is known', () => {
    expect(isLateReturn([scan('returning', 4)], delivered)).toBe(true);
    expect(isLateReturn([scan('returning', 5)], delivered)).toBe(false);
    expect(isLateReturn([scan('returning', 6)], delivered)).toBe(false);
  });

  it('is none without a return, or without a delivery', () => {
    expect(isLateReturn([scan('in_transit', 4)], delivered)).toBe(false);
    expect(isLateReturn([scan('returning', 4)], { milestone: 'in_transit', lastScanAt: at(5) })).toBe(false);
    expect(isLateReturn([scan('returning', 4)], { milestone: 'delivered' })).toBe(false);
    expect(isLateReturn([scan('returning', 4)], undefined)).toBe(false);
  });

  it('is recorded as a scan of its own, the same one each time', () => {
    const delivery = scan('delivered', 5);
    const recorded = returnedAt(delivery, at(9));
    expect(recorded).toMatchObject({ milestone: 'returned', occurredAt: at(5), recordedAt: at(9) });
    expect(recorded.scanId).not.toBe(delivery.scanId);
    expect(returnedAt(delivery, at(10)).scanId).toBe(recorded.scanId);
    expect(returnedAt({ ...delivery, rawCode: 'XX' }, at(9)).scanId).not.toBe(recorded.scanId);
  });
});
