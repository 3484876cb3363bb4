import { describe, expect, test } from 'vitest';
import { allowedNext, step } from '../../../shared/orders/engine/step.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { BUILT_IN_WORKFLOWS } from '../../../shared/workflows/catalog.ts';
import { ROLES, type Role } from '../../../shared/workflows/workflow.ts';
import { actorOf, DRIVER_ID, hours, orderIn, START, workflowOf } from './support/orders.ts';
import { readWorkflowTable, type TableEdge, type WorkflowTable } from './support/read-table.ts';

/** A state of the world, and the guards that refuse in it. */
interface Situation {
  readonly name: string;
  readonly now: Date;
  readonly fields: Partial<Order>;
  readonly refusing: readonly string[];
}

const DRIVER = { driverId: DRIVER_ID, name: 'Dan', provider: 'own', assignedAt: START.toISOString() };
const PREPARED = [
  { itemId: 'item_1', name: 'Apples', quantity: 1, unitPrice: '1.00', preparedAt: START.toISOString() },
  { itemId: 'item_2', name: 'Pears', quantity: 1, unitPrice: '1.00', removed: true },
];
const OPEN_SUBSTITUTION = {
  substitutionId: 'sub_1',
  itemId: 'item_1',
  status: 'proposed',
  priceDifference: '0.00',
  proposedAt: START.toISOString(),
} as const;

const NOT_PICKUP = 'fulfilment pickup';
const NOT_BROUGHT = 'fulfilment delivery or shipping';
const brought = { driver: DRIVER, items: PREPARED, fulfilmentType: 'delivery' } as const;

const SITUATIONS: readonly Situation[] = [
  { name: 'brought', now: hours(23.99), fields: brought, refusing: [NOT_PICKUP] },
  { name: 'sent', now: hours(1), fields: { ...brought, fulfilmentType: 'shipping' }, refusing: [NOT_PICKUP] },
  { name: 'fetched', now: hours(1), fields: { ...brought, fulfilmentType: 'pickup' }, refusing: [NOT_BROUGHT] },
  { name: 'a day later', now: hours(24), fields: brought, refusing: [NOT_PICKUP, 'cancellation_window'] },
  {
    name: 'with an item that is not prepared',
    now: hours(1),
    fields: { ...brought, items: [{ itemId: 'item_1', name: 'Apples', quantity: 1, unitPrice: '1.00' }] },
    refusing: [NOT_PICKUP, 'all_items_prepared'],
  },
  {
    name: 'with an open substitution',
    now: hours(1),
    fields: { ...brought, substitutions: [OPEN_SUBSTITUTION] },
    refusing: [NOT_PICKUP, 'no_open_substitutions'],
  },
];

const expectedCode = (edge: TableEdge | undefined, role: Role, { refusing }: Situation): string => {
  if (!edge) return 'INVALID_TRANSITION';
  const guards = edge.guardsByRole.get(role);
  if (!guards) return 'ROLE_NOT_ALLOWED';
  return guards.some((guard) => refusing.includes(guard)) ? 'GUARD_REFUSED' : 'ok';
};

const edgeOf = (table: WorkflowTable, from: string, to: string): TableEdge | undefined =>
  table.edges.find((edge) => edge.from === from && edge.to === to);

const checkCells = (id: string, table: WorkflowTable, from: string, situation: Situation): number => {
  const workflow = workflowOf(id);
  const order = orderIn(id, from, situation.fields);
  const cells = ROLES.flatMap((role) => table.statuses.map((to) => ({ role, to })));
  for (const { role, to } of cells) {
    const actor = actorOf(role);
    const allowed = table.statuses
      .filter((next) => expectedCode(edgeOf(table, from, next), role, situation) === 'ok')
      .toSorted();
    const result = step(workflow, order, { status: to }, actor, situation.now);
    const where = `${from} → ${to} by ${role}`;
    expect([where, result.ok ? 'ok' : result.code]).toEqual([
      where,
      expectedCode(edgeOf(table, from, to), role, situation),
    ]);
    expect([where, allowedNext(workflow, order, actor, situation.now).toSorted()]).toEqual([where, allowed]);
    if (result.ok) expect(result.next).toMatchObject({ status: to, phase: workflow.statuses[to]?.phase });
    else expect([result.currentStatus, result.allowed.toSorted()]).toEqual([from, allowed]);
  }
  return cells.length;
};

describe.each(BUILT_IN_WORKFLOWS.map(({ id }) => id))('%s', (id) => {
  const table = readWorkflowTable(id);

  test('has the statuses of the table', () => {
    expect(Object.keys(workflowOf(id).statuses).toSorted()).toEqual(table.statuses.toSorted());
  });

  test.each(SITUATIONS)('decides every status × status × role as the table does, $name', (situation) => {
    const counts = table.statuses.map((from) => checkCells(id, table, from, situation));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(table.statuses.length ** 2 * ROLES.length);
  });

  test('refuses a status that it does not have', () => {
    const order = orderIn(id, table.statuses[0] ?? '');
    const result = step(workflowOf(id), order, { status: 'teleported' }, actorOf('admin'), START);
    expect(result).toMatchObject({ ok: false, code: 'UNKNOWN_STATUS', currentStatus: order.status });
  });
});

test('another driver may do nothing', () => {
  const order = orderIn('grocery', 'in_transit', { driver: DRIVER });
  const other = { role: 'driver', id: 'drv_2' } as const;
  const result = step(workflowOf('grocery'), order, { status: 'delivered' }, other, START);
  expect(result).toMatchObject({ ok: false, code: 'ROLE_NOT_ALLOWED', allowed: [] });
});
