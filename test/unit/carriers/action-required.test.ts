import { expect, it } from 'vitest';
import { actionRequiredBy } from '../../../shared/carriers/action-required.ts';
import { SCAN_REASONS, type Scan, type ScanReason } from '../../../shared/orders/model/order.ts';
import { MILESTONES, type Milestone } from '../../../shared/workflows/workflow.ts';

const IN_TROUBLE: readonly Milestone[] = ['delivery_attempted', 'delayed', 'exception', 'customs'];
const BY_REASON: Readonly<Record<ScanReason, Scan['actionRequired']>> = {
  address_problem: 'customer',
  recipient_unavailable: 'customer',
  refused: 'seller',
  damaged: 'seller',
  lost: 'seller',
  weather: 'carrier',
  customs_hold: 'carrier',
  carrier_delay: 'carrier',
  other: undefined,
};

it.each(IN_TROUBLE)('after %s the reason says who must act', (milestone) => {
  const found = SCAN_REASONS.map((reason) => [reason, actionRequiredBy(milestone, reason)]);
  expect(Object.fromEntries(found)).toEqual(BY_REASON);
  expect(actionRequiredBy(milestone, undefined)).toBeUndefined();
});

it.each(MILESTONES.filter((milestone) => !IN_TROUBLE.includes(milestone)))(
  'after %s the reason changes nothing',
  (milestone) => {
    const expected = milestone === 'available_for_pickup' ? 'customer' : undefined;
    for (const reason of [undefined, ...SCAN_REASONS]) expect(actionRequiredBy(milestone, reason)).toBe(expected);
  },
);
