import { jsonBytes } from '../../json-bytes.ts';
import type { OrderCommand } from '../commands/command.ts';
import type { Order } from '../model/order.ts';

/** An item of the table holds 400 KB, attribute names and index keys included. */
const MAX_ORDER_BYTES = 390_000;
/** What people may fill: the rest is for what carriers, payments and timers write later. */
const MAX_BYTES_FOR_PEOPLE = 350_000;
/** What a parcel may still grow by when its carrier reports of it. */
const RESERVE_PER_SHIPMENT = 1_500;
/** A move stamps a date: that must never be refused for its size. */
const SLACK_BYTES = 1_024;

const OF_MACHINES: readonly OrderCommand['type'][] = [
  'apply_scans',
  'apply_milestone',
  'record_payment',
  'fire_deadline',
];

/** Whether a command makes an order grow beyond what can be stored of it. */
export const isTooLarge = (before: Order, after: Order, { type }: Pick<OrderCommand, 'type'>): boolean => {
  const bytes = jsonBytes(after);
  const isOfMachine = OF_MACHINES.includes(type);
  const reserved = isOfMachine ? 0 : after.shipments.length * RESERVE_PER_SHIPMENT;
  const limit = isOfMachine ? MAX_ORDER_BYTES : MAX_BYTES_FOR_PEOPLE;
  return bytes + reserved > limit && bytes > jsonBytes(before) + SLACK_BYTES;
};
