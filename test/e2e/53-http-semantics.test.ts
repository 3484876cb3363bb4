/** HTTP as its users expect it, through the gateway and the distribution. */
import { describe, expect, it } from 'vitest';
import { apiUrl, call, drain, outbox, tokenFor } from './support/api.ts';
import { EventStreamClient } from './support/event-stream.ts';
import { get, idsOf } from './support/lists.ts';
import { createOrder, fedexNumber, newParties, orderRequest, statusOf, unique } from './support/orders.ts';
import { sendPayment } from './support/payments.ts';

describe('methods', () => {
  it('HEAD is a GET without its body, with the same length, to whoever may GET', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const paths: readonly (readonly [string, string | undefined])[] = [
      ['/', undefined],
      ['/health', undefined],
      [`/api/orders/${id}/status`, parties.seller],
      [`/orders/${id}`, parties.buyer],
      [`/api/orders/buyer/${parties.buyerId}`, parties.buyer],
      [`/api/orders/${id}`, undefined],
    ];
    for (const [path, token] of paths) {
      const options = token === undefined ? {} : { token };
      const [read, head] = [await call('GET', path, options), await call('HEAD', path, options)];
      expect([path, head.status, head.text]).toEqual([path, read.status, '']);
      expect(head.headers.get('content-length')).toBe(String(Buffer.byteLength(read.text)));
      for (const name of ['etag', 'content-type', 'cache-control']) {
        expect(head.headers.get(name)).toBe(read.headers.get(name));
      }
    }
  });

  it('HEAD of a stream has its headers, and ends', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const head = await call('HEAD', `/api/orders/events?order=${id}`, {
      token: parties.buyer,
      headers: { accept: 'text/event-stream' },
    });
    expect([head.status, head.headers.get('content-type'), head.text]).toEqual([200, 'text/event-stream', '']);
    expect((await call('HEAD', `/api/orders/events?order=${id}`)).status).toBe(401);
  });

  it('OPTIONS and a refused method name those of the path', async () => {
    for (const [path, allow] of [
      ['/api/orders', 'OPTIONS, POST'],
      ['/api/orders/ord_1/status', 'GET, HEAD, OPTIONS, PUT'],
      ['/health', 'GET, HEAD, OPTIONS'],
      ['/api/orders/events', 'GET, HEAD, OPTIONS'],
    ] as const) {
      const options = await call('OPTIONS', path);
      expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, allow]);
      const refused = await call('PATCH', path, { body: {} });
      expect([path, refused.status, refused.headers.get('allow')]).toEqual([path, 405, allow]);
      expect(refused.body.code).toBe('METHOD_NOT_ALLOWED');
    }
    expect((await call('OPTIONS', '/nowhere')).status).toBe(404);
  });
});

describe('odd requests', () => {
  it('lead to what is meant, or to a clear refusal, and never to a 5xx', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const { seller: token } = parties;
    const statusOfCall = async (path: string) => (await call('GET', path, { token })).status;
    expect(await statusOfCall(`/api/orders/${id}/status/`)).toBe(200);
    expect(await statusOfCall(`/api/orders/${encodeURIComponent(id)}/status`)).toBe(200);
    for (const part of ['%E0%A4%A', '%00', '%2F', '%', '..%2f..', '%ud800', 'a%0d%0ab']) {
      expect([part, await statusOfCall(`/api/orders/${part}/status`)]).toEqual([part, 404]);
    }
    expect(await statusOfCall('/api/orders/search?q=%E0%A4%A&q=%ff')).toBe(200);
    expect(await statusOfCall(`/api/orders/${id}/status?limit=5&limit=5`)).toBe(422);
    expect(await statusOfCall(`/api/orders/${id}/status?toString=1&__proto__=2`)).toBe(200);
    expect(await statusOfCall(`/api/orders/${'x'.repeat(7_000)}/status`)).toBe(404);
    expect(await statusOfCall(`/api/orders/${'x'.repeat(9_000)}/status`)).toBe(414);
  });

  it('a key compares the value of the JSON, and replays the headers', async () => {
    const parties = await newParties();
    const { paymentResult, checkoutData } = orderRequest(parties);
    const key = unique('key');
    const post = (body: string) =>
      call<{ order: { id: string } }>('POST', '/api/orders', {
        token: parties.system,
        headers: { 'idempotency-key': key, 'content-type': 'Application/JSON; Charset=UTF-8' },
        body,
      });
    const first = await post(JSON.stringify({ paymentResult, checkoutData }));
    const again = await post(`\ufeff${JSON.stringify({ checkoutData, paymentResult }, null, 1)}`);
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    for (const name of ['etag', 'location']) {
      expect(first.headers.get(name)).toBeTruthy();
      expect(again.headers.get(name)).toBe(first.headers.get(name));
    }
  });

  it('a stream begins with a comment, and nobody in between may touch it', async () => {
    const parties = await newParties();
    const { id } = await createOrder(parties);
    const client = await EventStreamClient.open({ order: id }, { token: parties.buyer });
    expect(client.heard[0]).toEqual({ comment: expect.any(String) });
    expect(client.response.headers.get('x-accel-buffering')).toBe('no');
    expect(client.response.headers.get('cache-control')).toContain('no-transform');
    client.close();
  });
});

describe('payment events in their senders’ own form', () => {
  const ITEMS = [{ name: 'Olives', quantity: 1, unitPrice: '10.00' }];

  const pendingOrder = async () => {
    const parties = await newParties();
    const payment = { paymentMethod: 'crypto', success: false, status: 'pending' };
    const order = await createOrder(parties, { orderType: 'marketplace', totalAmount: '10.00', items: ITEMS }, payment);
    return { parties, id: order.id };
  };
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();

  it('are applied, added up and distinguished', async () => {
    const { parties, id } = await pendingOrder();
    const hash = unique('0x').replaceAll('-', '');
    const send = async (event: Readonly<Record<string, unknown>>) =>
      (await sendPayment({ orderId: id, occurredAt: at(0), disputeId: null, paymentIntentId: '', ...event })).body
        .outcome;
    expect(await send({ type: 'payment.processing', amount: {} })).toBe('ignored');
    expect(await send({ type: 'payment.confirmed', amount: 0.01, currency: 'EUR', transactionHash: hash })).toBe(
      'recorded',
    );
    expect((await statusOf(id, parties.seller)).status).toBe('payment_pending');
    const right = { type: 'payment.confirmed', amount: '1e1', currency: 'EUR', transactionHash: hash };
    expect(await send(right)).toBe('applied');
    expect(await send({ ...right, amount: '10.000000000000000000' })).toBe('duplicate');
    const back = { type: 'payment.refunded', currency: 'EUR', transactionHash: hash };
    expect(await send({ ...back, amount: 3 })).toBe('recorded');
    expect(await send({ ...back, amount: 2, occurredAt: at(1) })).toBe('recorded');
    const { body } = await call<{ payment: Record<string, unknown> }>('GET', `/api/orders/${id}`, {
      token: parties.seller,
    });
    expect(body.payment).toMatchObject({ status: 'confirmed', refundedAmount: '5.00' });
  });

  it('of one transaction pay one order', async () => {
    const [one, two] = [await pendingOrder(), await pendingOrder()];
    const event = { type: 'payment.confirmed', amount: '10.00', transactionHash: unique('tx'), occurredAt: at(0) };
    expect((await sendPayment({ ...event, orderId: one.id })).body.outcome).toBe('applied');
    expect((await sendPayment({ ...event, orderId: two.id })).body.outcome).toBe('recorded');
    expect((await statusOf(two.id, two.parties.seller)).status).toBe('payment_pending');
  });
});

describe('what is printed', () => {
  it('finds the order, and has its link mailed', async () => {
    const parties = await newParties();
    const phone = `+346${String(Date.now()).slice(-8)}`;
    const name = `${unique('Łukasz').replaceAll('-', '')} Großmann`;
    const order = await createOrder(parties, { customer: { name, email: `${parties.buyerId}@example.com`, phone } });
    const trackingNumber = fedexNumber();
    await call('POST', `/api/orders/${order.id}/shipments`, { token: parties.seller, body: { trackingNumber } });
    await drain();
    const staff = await tokenFor({ sub: 'csr-1', roles: ['csr'] });
    const [, year = '', count = ''] = order.orderNumber.split('-');
    const queries = [
      `#${order.orderNumber}`,
      `${year}-${count}`,
      `ORD–${year}–${count}`,
      trackingNumber.replace(/(\d{4})(?=\d)/g, '$1\u00a0'),
      trackingNumber.replace(/(\d{4})(?=\d)/g, '$1 '),
      `${name.split(' ')[0]?.replace('Ł', 'l').toLowerCase()} grossmann`,
      phone.slice(3).replace(/(\d{3})(?=\d)/g, '$1 '),
    ];
    for (const q of queries) expect([q, idsOf(await get('/api/orders/search', { q }, staff))]).toEqual([q, [order.id]]);
    const ask = (query: Readonly<Record<string, string>>) =>
      call('GET', `/api/orders/track?${new URLSearchParams(query)}`, { headers: { accept: 'text/html,*/*;q=0.8' } });
    const page = await ask({ number: `ord ${year} ${count}`, email: ` ${parties.buyerId}@example.com ` });
    expect([page.status, page.headers.get('content-type')]).toEqual([202, 'text/html; charset=utf-8']);
    await drain();
    expect((await outbox(order.id)).filter(({ subject = '' }) => /your link|tu enlace/i.test(subject))).toHaveLength(1);
  });

  it('leads from the first page to the parcel', async () => {
    const home = await call('GET', '/', { headers: { 'accept-language': 'ro' } });
    expect([home.status, home.headers.get('content-language')]).toEqual([200, 'ro']);
    const found = await fetch(new URL('/track?number=9071+1640+2853+116', apiUrl()));
    // Nobody has registered it: the page says so.
    expect([found.status, new URL(found.url).pathname]).toEqual([404, '/track/907116402853116']);
    expect(await found.text()).toContain('We do not know this number yet');
  });
});
