import { expect, test } from 'vitest';
import { jsonBytes } from '../../../shared/json-bytes.ts';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { isTooLarge } from '../../../shared/orders/use-cases/order-size.ts';
import { orderIn, parcelOf } from '../workflows/support/orders.ts';

type Kind = OrderCommand['type'];
const MACHINES: readonly Kind[] = ['apply_scans', 'apply_milestone', 'record_payment', 'fire_deadline'];
const PEOPLE: readonly Kind[] = ['change_status', 'register_shipment', 'assign_driver', 'acknowledge'];

const small = orderIn('parcel', 'processing');
/** An order of exactly so many bytes. */
const ofBytes = (bytes: number, fields: Partial<Order> = {}): Order => {
  const order = { ...small, ...fields, customer: { ...small.customer, name: '' } };
  return { ...order, customer: { ...order.customer, name: 'x'.repeat(bytes - jsonBytes(order)) } };
};

test.each(MACHINES)('%s may fill what an item of the table holds', (type) => {
  expect(isTooLarge(small, ofBytes(390_000), { type })).toBe(false);
  expect(isTooLarge(small, ofBytes(390_001), { type })).toBe(true);
});

test.each(PEOPLE)('%s leaves room for what machines write later', (type) => {
  expect(isTooLarge(small, ofBytes(350_000), { type })).toBe(false);
  expect(isTooLarge(small, ofBytes(350_001), { type })).toBe(true);
});

test('each parcel keeps room for its scans, which carriers may fill', () => {
  const shipments = [parcelOf('T1'), parcelOf('T2')];
  expect(isTooLarge(small, ofBytes(347_000, { shipments }), { type: 'change_status' })).toBe(false);
  expect(isTooLarge(small, ofBytes(347_001, { shipments }), { type: 'change_status' })).toBe(true);
  expect(isTooLarge(small, ofBytes(390_000, { shipments }), { type: 'apply_scans' })).toBe(false);
});

test.each([...PEOPLE, ...MACHINES])('%s may make a large order hardly larger', (type) => {
  expect(isTooLarge(ofBytes(395_000), ofBytes(396_024), { type })).toBe(false);
  expect(isTooLarge(ofBytes(395_000), ofBytes(396_025), { type })).toBe(true);
});
