import { describe, expect, it } from 'vitest';
import { decide } from '../../../shared/orders/commands/decide.ts';
import { actionsOf } from '../../../shared/orders/engine/actions.ts';
import { parcel } from '../../../shared/workflows/built-in/parcel.ts';
import { defineWorkflow } from '../../../shared/workflows/define-workflow.ts';
import type { Role, WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { actorOf, hours } from '../workflows/support/orders.ts';

const returnable: WorkflowDefinition = defineWorkflow({
  ...parcel,
  id: 'returnable',
  statuses: { ...parcel.statuses, return_requested: { phase: 'exception' } },
  transitions: [
    ...parcel.transitions,
    { from: 'delivered', to: 'return_requested', roles: ['customer', 'guest'] },
    { from: 'return_requested', to: 'returned', roles: ['seller', 'csr'] },
    { from: 'return_requested', to: 'delivered', roles: ['seller', 'csr'] },
  ],
});

const items = [
  { itemId: 'a', name: 'Oil', quantity: 2, unitPrice: '1' },
  { itemId: 'b', name: 'Cheese', quantity: 0.75, unit: 'kg', unitPrice: '1' },
  { itemId: 'c', name: 'Gone', quantity: 1, unitPrice: '1', removed: true },
];
const delivered = (workflow = returnable, status = 'delivered') =>
  anOrder({
    orderId: 'ord_1',
    workflow: { id: workflow.id, version: 1 },
    status,
    phase: status === 'delivered' ? 'delivered' : 'in_transit',
    items,
  });

type Items = readonly { readonly itemId: string; readonly quantity?: number }[];
const ask = (named?: Items, role: Role = 'customer', workflow = returnable, status = 'delivered') =>
  decide({
    workflow,
    order: delivered(workflow, status),
    command: { type: 'request_return', reason: 'Too small', ...(named && { items: named }) },
    actor: actorOf(role),
    now: hours(1),
  });

describe('a request to return items', () => {
  it.each([
    [
      'all of the order',
      undefined,
      [
        ['a', 2],
        ['b', 0.75],
      ],
    ],
    ['all of an item', [{ itemId: 'a' }], [['a', 2]]],
    [
      'some of it, said twice',
      [
        { itemId: 'b', quantity: 0.25 },
        { itemId: 'b', quantity: 0.5 },
      ],
      [['b', 0.75]],
    ],
  ] as const)('for %s waits for the seller, with what is returned and why', (_name, named, expected) => {
    const returnItems = expected.map(([itemId, quantity]) => ({ itemId, quantity }));
    expect(ask(named, 'guest')).toMatchObject({
      ok: true,
      order: { status: 'return_requested' },
      events: [{ type: 'status_changed', status: 'return_requested', reason: 'Too small', metadata: { returnItems } }],
    });
  });

  it.each([
    ['more than was ordered', [{ itemId: 'a', quantity: 2.001 }]],
    ['all of an item and more of it', [{ itemId: 'a' }, { itemId: 'a', quantity: 1 }]],
    ['an item of another order', [{ itemId: 'z' }]],
    ['an item that was taken off', [{ itemId: 'c' }]],
  ])('for %s is refused', (_name, named) => {
    expect(ask(named)).toMatchObject({ ok: false, code: 'ITEMS_NOT_RETURNABLE' });
  });

  it.each(['seller', 'csr', 'driver', 'system'] as const)('is not for %s', (role) => {
    expect(ask(undefined, role)).toMatchObject({
      ok: false,
      code: 'ROLE_NOT_ALLOWED',
      allowedRoles: ['customer', 'guest'],
    });
  });

  it('is offered and taken only where the workflow lets the buyer go there', () => {
    const offered = (workflow = returnable, status = 'delivered') =>
      actionsOf(workflow, delivered(workflow, status), actorOf('customer'), hours(1)).includes('request_return');
    expect([offered(), offered(returnable, 'shipped'), offered(parcel)]).toEqual([true, false, false]);
    expect(ask(undefined, 'customer', returnable, 'shipped')).toMatchObject({ ok: false, code: 'NOT_APPLICABLE' });
    expect(ask(undefined, 'customer', parcel)).toMatchObject({ ok: false, code: 'NOT_APPLICABLE' });
  });
});
