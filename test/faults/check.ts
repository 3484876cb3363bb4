import { checkOrder, type Findings } from './check-order.ts';
import type { Expectation } from './scenarios/scenario.ts';
import type { TableItem, World } from './world.ts';

/** Numbers without an order, orders without a number, orders that nobody asked for. */
const checkOrders = (asked: ReadonlySet<string>, items: readonly TableItem[], findings: Findings): void => {
  const orders = items.filter((item) => item.entity === 'order');
  const numbers = new Map(items.filter((item) => item.entity === 'number').map((item) => [item.orderId, item.pk]));
  for (const { orderId } of orders) {
    if (!asked.has(String(orderId))) findings.doubled.push(`${String(orderId)}: an order that nobody asked for`);
    if (!numbers.has(orderId)) findings.halfDone.push(`${String(orderId)}: its number is not reserved`);
  }
  const existing = new Set(orders.map((order) => order.orderId));
  for (const [orderId, pk] of numbers)
    if (!existing.has(orderId)) findings.halfDone.push(`${pk}: reserved for no order`);
  const children = ['event', 'scan', 'planned_notification', 'search_entry', 'tracking_claim', 'location'];
  for (const item of items) {
    if (children.includes(item.entity ?? '') && item.orderId !== undefined && !existing.has(item.orderId))
      findings.halfDone.push(`${item.pk} ${item.sk}: of no order`);
  }
};

/** Everything of which the table itself says that it is not finished. */
const checkUnfinished = (items: readonly TableItem[], findings: Findings): void => {
  for (const item of items) {
    const isUnfinished =
      item.entity === 'parked_scan' ||
      (item.entity === 'idempotency' && item.state !== 'completed') ||
      (item.entity === 'webhook' && item.state !== 'applied') ||
      (item.entity === 'bulk_job' && item.sk === 'BULK_JOB' && item.finishedAt === undefined);
    if (isUnfinished) findings.halfDone.push(`${item.entity} ${item.pk}: ${String(item.state ?? 'still there')}`);
  }
};

const checkQueues = ({ queues, denied }: World, findings: Findings): void => {
  for (const { name, visible, hidden } of queues) {
    if (visible + hidden > 0) findings.halfDone.push(`${name}: ${visible + hidden} messages rest there`);
  }
  for (const call of denied) findings.halfDone.push(`denied: ${JSON.stringify(call)}`);
};

/**
 * Compares the world with what the scenarios say must be. Says everything that is wrong, not only the first thing.
 *
 * @param asked Ids of all orders that were ever asked for, those of other phases too.
 */
export const check = (expectations: readonly Expectation[], asked: ReadonlySet<string>, world: World): Findings => {
  const findings: Findings = { lost: [], doubled: [], halfDone: [] };
  for (const expected of expectations) checkOrder(expected, world, findings);
  checkOrders(asked, world.items, findings);
  checkUnfinished(world.items, findings);
  checkQueues(world, findings);
  return findings;
};
