import { describe, expect, it } from 'vitest';
import { refusalOfGuards } from '../../../shared/orders/engine/guards.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import type { GuardUse } from '../../../shared/workflows/workflow.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const CREATED_AT = '2026-03-01T10:00:00.000Z';
const HOUR = 3_600_000;
const afterCreation = (milliseconds: number): Date => new Date(Date.parse(CREATED_AT) + milliseconds);

const workflow = findWorkflow('parcel', 1);
if (workflow === undefined) throw new Error('no parcel workflow');

interface Question {
  readonly order?: Partial<Order>;
  readonly now?: Date;
  readonly window?: string;
  readonly role?: 'customer' | 'seller';
}

const refusal = (
  guards: readonly GuardUse[],
  { order = {}, now = afterCreation(0), window, role = 'customer' }: Question = {},
) =>
  refusalOfGuards(
    {
      workflow: { ...workflow, ...(window !== undefined && { cancellationWindow: window }) },
      order: anOrder({ orderId: 'o1', createdAt: CREATED_AT, ...order }),
      now,
    },
    { from: 'confirmed', to: 'cancelled', roles: ['customer', 'seller'], guards },
    { role, id: 'x' },
  );

describe('the time to cancel', () => {
  const guards: readonly GuardUse[] = [{ guard: 'cancellation_window' }];

  it.each([
    ['PT2H', 2 * HOUR],
    ['P1D', 24 * HOUR],
  ])('of %s is open until it has passed, to the millisecond', (window, length) => {
    expect(refusal(guards, { window, now: afterCreation(length - 1) })).toBeUndefined();
    expect(refusal(guards, { window, now: afterCreation(length) })).toBe(
      `The time to cancel ended at ${afterCreation(length).toISOString()}.`,
    );
  });

  it('is a day where the workflow names none', () => {
    expect(refusal(guards, { now: afterCreation(24 * HOUR - 1) })).toBeUndefined();
    expect(refusal(guards, { now: afterCreation(24 * HOUR) })).toContain('The time to cancel ended');
  });
});

describe('items', () => {
  const guards: readonly GuardUse[] = [{ guard: 'all_items_prepared' }];
  const item = { itemId: 'i', quantity: 1, unitPrice: '1.00' };

  it('wait until they are prepared or removed, and are named until then', () => {
    const items: Order['items'] = [
      { ...item, name: 'Eggs' },
      { ...item, name: 'Milk', preparedAt: CREATED_AT },
      { ...item, name: 'Honey' },
      { ...item, name: 'Ham', removed: true },
    ];
    expect(refusal(guards, { order: { items } })).toBe('Not prepared yet: Eggs, Honey.');
    expect(refusal(guards, { order: { items: items.map((one) => ({ ...one, preparedAt: CREATED_AT })) } })).toBe(
      undefined,
    );
  });
});

describe('something that carries the order', () => {
  const guards: readonly GuardUse[] = [{ guard: 'has_tracking_or_driver' }];
  const parcel = { shipmentId: 's', trackingNumber: 'T1', carrier: 'fedex', registeredAt: CREATED_AT };
  const driver = { driverId: 'd', name: 'Marta', provider: 'own' } as NonNullable<Order['driver']>;

  it('is a parcel or a driver', () => {
    expect(refusal(guards, { order: { shipments: [parcel] } })).toBeUndefined();
    expect(refusal(guards, { order: { driver } })).toBeUndefined();
    expect(refusal(guards)).toBe('Neither a tracking number nor a driver is on the order.');
  });
});

describe('substitutions', () => {
  const guards: readonly GuardUse[] = [{ guard: 'no_open_substitutions' }];
  const withStatus = (...statuses: readonly string[]) => ({
    order: { substitutions: statuses.map((status) => ({ status })) as unknown as Order['substitutions'] },
  });

  it('wait for the customer while they are proposed', () => {
    expect(refusal(guards, withStatus('accepted', 'proposed', 'proposed'))).toBe(
      'Substitutions that wait for the customer: 2.',
    );
    expect(refusal(guards, withStatus('accepted', 'rejected'))).toBeUndefined();
    expect(refusal(guards)).toBeUndefined();
  });
});

describe('a payment', () => {
  it.each([
    ['confirmed', true],
    ['locked', true],
    ['pending', false],
    ['failed', false],
    ['refunded', false],
  ] as const)('that is %s counts as settled: %s', (status, isSettled) => {
    const found = refusal([{ guard: 'payment_settled' }], { order: { payment: { method: 'fiat', status } } });
    expect(found).toBe(isSettled ? undefined : `The payment is ${status}, not confirmed or locked.`);
  });
});

describe('the kind of fulfilment', () => {
  const guards: readonly GuardUse[] = [{ guard: 'fulfilment_is', oneOf: ['delivery', 'shipping'] }];

  it('is one of those named', () => {
    expect(refusal(guards, { order: { fulfilmentType: 'delivery' } })).toBeUndefined();
    expect(refusal(guards, { order: { fulfilmentType: 'shipping' } })).toBeUndefined();
    expect(refusal(guards, { order: { fulfilmentType: 'pickup' } })).toBe(
      'The order is for pickup, not delivery or shipping.',
    );
  });
});

describe('several guards', () => {
  const late = { now: afterCreation(25 * HOUR) };

  it('refuse with the first reason', () => {
    const guards: readonly GuardUse[] = [
      { guard: 'payment_settled' },
      { guard: 'has_tracking_or_driver' },
      { guard: 'cancellation_window' },
    ];
    expect(refusal(guards, late)).toBe('Neither a tracking number nor a driver is on the order.');
    expect(refusal([])).toBeUndefined();
  });

  it('bind the roles that they name, and everybody where they name none', () => {
    const forCustomers: readonly GuardUse[] = [{ guard: 'cancellation_window', roles: ['customer'] }];
    expect(refusal(forCustomers, late)).toContain('The time to cancel ended');
    expect(refusal(forCustomers, { ...late, role: 'seller' })).toBeUndefined();
    expect(refusal([{ guard: 'cancellation_window' }], { ...late, role: 'seller' })).toContain('The time to cancel');
  });
});
