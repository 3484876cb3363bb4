import { expect, test } from 'vitest';
import { leadingMilestone, withScan } from '../../../shared/orders/engine/parcel-state.ts';
import type { Scan } from '../../../shared/orders/model/order.ts';
import type { Milestone } from '../../../shared/workflows/workflow.ts';
import { parcelOf, scanOf, workflowOf } from '../workflows/support/orders.ts';

const parcel = workflowOf('parcel');
const after = (scans: readonly Scan[], known = parcelOf('T1')) =>
  scans.reduce((shipment, scan) => withScan(parcel, shipment, scan), known);

const OLD: readonly Milestone[] = ['picked_up', 'out_for_delivery', 'delivered', 'returned', 'cancelled'];
/** The workflow has a status for the first, none for the others. */
const NEW: readonly Milestone[] = ['delayed', 'arrived_at_facility', 'customs'];
const pairs = OLD.flatMap((old) => NEW.map((then) => [old, then] as const));

test.each(pairs)('%s more than a day before a label, with %s after it, says nothing again', (old, then) => {
  const scans = [scanOf(old, 0), scanOf('label_created', 25), scanOf(then, 26)];
  const once = after(scans);
  for (const scan of scans) expect(withScan(parcel, once, scan)).toBe(once);
});

test.each(OLD)('%s more than a day before a label leads no more, also when it is reported after it', (old) => {
  const stale = scanOf(old, 0);
  const label = scanOf('label_created', 24.5);
  expect(leadingMilestone(after([stale, label]))).toBe('label_created');
  expect(leadingMilestone(after([label, stale]))).toBe('label_created');
});

test.each(['picked_up', 'out_for_delivery'] as const)('%s within a day before a label leads', (milestone) => {
  const scan = scanOf(milestone, 1);
  const label = scanOf('label_created', 25);
  expect(leadingMilestone(after([scan, label]))).toBe(milestone);
  expect(leadingMilestone(after([label, scan]))).toBe(milestone);
});
