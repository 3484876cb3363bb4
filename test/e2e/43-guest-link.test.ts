import { describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type ApiResponse, call, drain, outbox } from './support/api.ts';
import { createOrder, fedexNumber, newParties, putStatus, statusOf, unique } from './support/orders.ts';
import { addedSince, contentsAtRest, letMinutesPass } from './support/without-trace.ts';

const ask = (query: Readonly<Record<string, string>>, path = '/api/orders/track'): Promise<ApiResponse> =>
  call('GET', `${path}?${new URLSearchParams(query)}`);

const linkMails = async (orderId: string) =>
  (await outbox(orderId)).filter(({ subject = '' }) => /your link|tu enlace/i.test(subject));

const guestOrder = async () => {
  const parties = await newParties();
  const guestEmail = `${unique('guest')}@example.com`;
  const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana Ruiz' } });
  await drain();
  return { parties, guestEmail, order };
};

const ADDRESS = /https?:\/\/\S+\/track\/\S+\?token=[\w.%-]+/;

describe("asking for an order's link", () => {
  it('mails it to the customer, and the link opens the order', async () => {
    const { order, guestEmail } = await guestOrder();
    const response = await ask({ number: order.orderNumber.toLowerCase(), email: guestEmail.toUpperCase() });
    expect([response.status, response.body], response.text).toEqual([202, { accepted: true }]);
    await drain();
    const [mail] = await eventually(
      async () => {
        const mails = await linkMails(order.id);
        expect(mails).toHaveLength(1);
        return mails;
      },
      { timeoutMs: 10_000, intervalMs: 50 },
    );
    expect(mail?.to).toBe(guestEmail);
    const token = new URL(ADDRESS.exec(mail?.text ?? '')?.[0] ?? 'http://no-link').searchParams.get('token') ?? '';
    const opened = await call('GET', `/api/orders/${order.id}/status?token=${encodeURIComponent(token)}`);
    expect([opened.status, opened.body.orderId], opened.text).toEqual([200, order.id]);
  });

  it('finds it by postcode too, under the short path, for a customer with an account', async () => {
    const parties = await newParties();
    const order = await createOrder(parties, { locale: 'es' });
    await drain();
    expect((await ask({ number: order.orderNumber, postcode: '28 001' }, '/orders/track')).status).toBe(202);
    await drain();
    const [mail, ...others] = await linkMails(order.id);
    expect([mail?.to, mail?.subject, others]).toEqual([
      `${parties.buyerId}@example.com`,
      `Tu enlace al pedido ${order.orderNumber}`,
      [],
    ]);
  });

  it('finds it by what is pasted: an earlier link, or the page of a parcel', async () => {
    const { order, parties, guestEmail } = await guestOrder();
    await putStatus(order.id, parties.seller, 'confirmed');
    const trackingNumber = fedexNumber();
    const path = `/api/orders/${order.id}/shipments`;
    const registered = await call('POST', path, { token: parties.seller, body: { trackingNumber } });
    expect(registered.status, registered.text).toBe(201);
    for (const page of [`${order.id}?token=gone`, trackingNumber]) {
      const before = (await linkMails(order.id)).length;
      expect((await ask({ number: `https://wismo.example/track/${page}`, email: guestEmail })).status).toBe(202);
      await drain();
      expect(await linkMails(order.id), page).toHaveLength(before + 1);
    }
  });

  it('responds the same to a wrong guess and to a number that does not exist, and mails nobody', async () => {
    const { order, parties } = await guestOrder();
    await letMinutesPass();
    const before = await contentsAtRest();
    const responses = [
      await ask({ number: order.orderNumber, email: 'eve@example.com' }),
      await ask({ number: order.orderNumber, postcode: '99999' }),
      await ask({ number: 'ORD-1999-000001', email: 'eve@example.com' }),
    ];
    const shape = ({ status, text, headers }: ApiResponse) => [
      status,
      text,
      [...headers.keys()].filter((name) => name !== 'date').toSorted(),
    ];
    for (const response of responses) expect(shape(response)).toEqual(shape(responses[0] ?? response));
    expect(responses[0]?.status).toBe(202);
    // What was asked is written down for an hour; the order, its history and its notifications are as they were.
    const added = await addedSince(before);
    expect(await linkMails(order.id)).toEqual([]);
    expect(added.map((line) => line.slice(0, 13))).toEqual(['LINK_REQUEST#', 'LINK_REQUEST#', 'LINK_REQUEST#']);
    expect((await statusOf(order.id, parties.seller)).version).toBe(1);
  });

  it('does not fill a mailbox', async () => {
    const { order, guestEmail } = await guestOrder();
    const responses = await Promise.all(
      Array.from({ length: 5 }, () => ask({ number: order.orderNumber, email: guestEmail })),
    );
    expect(responses.map(({ status }) => status).toSorted()).toEqual([202, 202, 202, 429, 429]);
    const refused = responses.find(({ status }) => status === 429);
    expect([refused?.body.code, Number(refused?.headers.get('retry-after')) > 0]).toEqual(['RATE_LIMITED', true]);
    await drain();
    expect(await linkMails(order.id)).toHaveLength(3);
  });
});
