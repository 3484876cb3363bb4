import { expect, it } from 'vitest';
import { parcel } from '../../shared/workflows/built-in/parcel.ts';
import { call } from './support/api.ts';
import { createOrder, newParties, pathOf, putStatus, statusOf, unique } from './support/orders.ts';

it('a buyer asks to return items where the workflow takes it, and the seller answers', async () => {
  const parties = await newParties();
  const id = unique('returnable').toLowerCase();
  const { version: _version, ...definition } = parcel;
  const made = await call('POST', '/api/admin/workflows', {
    token: parties.admin,
    headers: { 'idempotency-key': id },
    body: {
      ...definition,
      id,
      statuses: { ...parcel.statuses, return_requested: { phase: 'exception' } },
      transitions: [
        ...parcel.transitions,
        { from: 'delivered', to: 'return_requested', roles: ['customer', 'guest'] },
        { from: 'return_requested', to: 'returned', roles: ['seller', 'csr'] },
      ],
    },
  });
  expect(made.status, made.text).toBe(201);
  const order = await createOrder(parties, { orderType: id });
  const path = `/api/orders/${order.id}/return-request`;
  const ask = (body: object, token = parties.buyer, key = unique('return')) =>
    call('POST', path, { token, body, headers: { 'idempotency-key': key } });
  const whole = { reason: 'Too small' };
  expect((await ask(whole)).body).toMatchObject({ status: 409, code: 'NOT_APPLICABLE' });
  const delivered = { status: 'delivered', force: true, reason: 'The courier called' };
  await call('POST', `/api/admin/orders/${order.id}/status`, { token: parties.admin, body: delivered });
  expect((await statusOf(order.id, parties.buyer)).actions).toContain('request_return');
  const detail = await call<{ items: { itemId: string }[] }>('GET', `/api/orders/${order.id}`, {
    token: parties.buyer,
  });
  const [item] = detail.body.items;
  const some = (quantity: number) => ({ reason: 'Too small', items: [{ itemId: item?.itemId, quantity }] });
  expect((await ask(some(3))).body).toMatchObject({ status: 422, code: 'ITEMS_NOT_RETURNABLE' });
  expect((await ask({})).status).toBe(422);
  expect((await ask(some(1), parties.seller)).body.code).toBe('ROLE_NOT_ALLOWED');

  const asked = await ask(some(1), parties.buyer, id);
  expect([asked.status, asked.body.order], asked.text).toMatchObject([201, { status: 'return_requested' }]);
  expect((await ask(some(1), parties.buyer, id)).headers.get('idempotency-replayed')).toBe('true');
  expect((await statusOf(order.id, parties.buyer)).history.at(-1)).toMatchObject({
    status: 'return_requested',
    actor: { role: 'customer' },
    reason: 'Too small',
    metadata: { returnItems: [{ itemId: item?.itemId, quantity: 1 }] },
  });
  expect((await putStatus(order.id, parties.seller, 'returned')).status).toBe(200);
  expect(pathOf(await statusOf(order.id, parties.buyer))).toEqual([
    'pending',
    'delivered',
    'return_requested',
    'returned',
  ]);
});
