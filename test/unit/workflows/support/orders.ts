import { decideCreation } from '../../../../shared/orders/commands/decide-creation.ts';
import type { NewOrderFacts } from '../../../../shared/orders/model/new-order.ts';
import type { Actor, Order, Scan } from '../../../../shared/orders/model/order.ts';
import { findWorkflow } from '../../../../shared/workflows/catalog.ts';
import type { Milestone, Role, WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';

export const START = new Date('2026-03-02T09:00:00.000Z');
export const DRIVER_ID = 'drv_1';

/** An instant so many hours after the order was made. */
export const hours = (count: number): Date => new Date(START.getTime() + count * 3_600_000);

export const workflowOf = (id: string): WorkflowDefinition => {
  const workflow = findWorkflow(id);
  if (!workflow) throw new Error(`No workflow ${id}`);
  return workflow;
};

export const actorOf = (role: Role): Actor => ({ role, id: role === 'driver' ? DRIVER_ID : `${role}_1` });

const FACTS: NewOrderFacts = {
  orderId: 'ord_1',
  orderNumber: 'ORD-2026-000001',
  orderType: 'standard',
  buyerId: 'customer_1',
  sellerId: 'shop_1',
  customer: { name: 'Ana', email: 'ana@example.org' },
  locale: 'en',
  items: [
    { itemId: 'item_1', name: 'Apples', quantity: 2, unitPrice: '3.10' },
    { itemId: 'item_2', name: 'Bread', quantity: 1, unitPrice: '2.35' },
  ],
  totalAmount: '8.55',
  currency: 'EUR',
  payment: { method: 'card', status: 'confirmed' },
  fulfilmentType: 'shipping',
  reservedStock: [{ listingId: 'lst_1', quantity: 2 }],
};

export const newOrder = (workflowId: string, facts: Partial<NewOrderFacts> = {}) =>
  decideCreation({
    workflow: workflowOf(workflowId),
    facts: { ...FACTS, orderType: workflowId, ...facts },
    actor: { role: 'system' },
    now: START,
  });

/** An order that stands in a status, whatever way it took. */
export const orderIn = (workflowId: string, status: string, fields: Partial<Order> = {}): Order => {
  const phase = workflowOf(workflowId).statuses[status]?.phase;
  if (!phase) throw new Error(`No status ${status} in ${workflowId}`);
  return { ...newOrder(workflowId).order, status, phase, ...fields };
};

export const parcelOf = (trackingNumber: string): Order['shipments'][number] => ({
  shipmentId: `shp_${trackingNumber}`,
  trackingNumber,
  carrier: 'fedex',
  registeredAt: START.toISOString(),
});

export const scanOf = (
  milestone: Milestone,
  hour: number,
  { trackingNumber = 'T1', scanId = `${trackingNumber}-${hour}-${milestone}` }: Partial<Scan> = {},
): Scan => ({
  scanId,
  carrier: 'fedex',
  trackingNumber,
  occurredAt: hours(hour).toISOString(),
  milestone,
  rawCode: milestone,
  recordedAt: hours(hour).toISOString(),
});
