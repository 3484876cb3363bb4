import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { signGuestLink } from '../../../shared/security/guest-link.ts';
import { StoreUnavailableError } from '../../../shared/store/errors.ts';
import { aScan } from '../../support/order-fixtures.ts';
import { SECRET, seller, system, type World, world } from './support/world.ts';

const NUMBER = '122816215025810';

let api: World;
let orderId: string;
beforeEach(async () => {
  api = world();
  const created = await api.call('POST', '/api/orders', { as: system, body: CHECKOUT_EXAMPLE });
  orderId = created.body.order.id;
  for (const status of ['confirmed', 'processing'])
    await api.call('PUT', `/api/orders/${orderId}/status`, { as: seller, body: { status } });
  await api.call('POST', `/api/orders/${orderId}/shipments`, {
    as: seller,
    body: { carrier: 'fedex', trackingNumber: NUMBER },
  });
  const scan = aScan({
    scanId: 's1',
    trackingNumber: NUMBER,
    milestone: 'in_transit',
    occurredAt: '2026-11-20T09:00:00.000Z',
    location: { city: 'Toledo', region: 'CM', country: 'ES', postalCode: '45001' },
  });
  const command = { type: 'apply_scans', trackingNumber: NUMBER, scans: [scan] } as const;
  const moved = await executeCommand(api.parts, { orderId, command, actor: { role: 'carrier', id: 'fedex' } });
  expect(moved.ok).toBe(true);
});

/** What a reader without scripts reads. */
const read = (html: string): string =>
  html
    .slice(0, html.indexOf('id="config"'))
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
const configIn = (html: string) => JSON.parse(/id="config">(.*?)<\/script>/.exec(html)?.[1] ?? '');
const token = (given: object = {}): string =>
  signGuestLink({ orderId, expiresAt: '2027-06-01T00:00:00.000Z', ...given }, SECRET);

describe('the page of a parcel', () => {
  it('says where the parcel is, where it was, and in which zone, without a script', async () => {
    const asked = { headers: { 'accept-language': 'en-GB,en;q=0.9' } };
    const { status, text, headers } = await api.call('GET', `/track/${NUMBER}`, asked);
    expect(status).toBe(200);
    expect(read(text)).toContain('FedEx 122816215025810');
    expect(read(text)).toMatch(/Shipped.*Friday 20 November.*09:00 UTC · Toledo, CM, ES · Show on a map/);
    expect(read(text)).toContain('Next: Out for delivery');
    expect(headers).toMatchObject({
      'Cache-Control': 'no-cache',
      'Content-Language': 'en',
      Vary: 'Accept-Language, Accept-Encoding',
    });
  });

  it('brings its script what the API returns, with its tag', async () => {
    const { text } = await api.call('GET', `/track/${NUMBER}`);
    const { body, headers } = await api.call('GET', `/api/orders/track/${NUMBER}?limit=50&locale=en`);
    const { nextCursor: _next, ...response } = body;
    expect(configIn(text).known).toEqual({ response, etag: headers.ETag });
  });

  it('holds nothing of whom it is for', async () => {
    const { text } = await api.call('GET', `/track/${NUMBER}`);
    const { customer, shippingAddress } = CHECKOUT_EXAMPLE.checkoutData as unknown as Record<string, object>;
    for (const value of [customer, shippingAddress].flatMap((part) => Object.values(part ?? {})))
      if (typeof value === 'string' && value.length > 3) expect(text).not.toContain(value);
    expect(text).not.toContain('45001');
    expect(text).not.toContain(orderId);
  });

  it.each([
    [{}, { 'accept-language': 'ru-RU,ru;q=0.9' }, 'ru', 'Далее:'],
    [{ lang: 'ro' }, { 'accept-language': 'ru' }, 'ro', 'Urmează:'],
    [{ lang: 'es-MX' }, {}, 'es', 'A continuación:'],
    [{ lang: '"><script>' }, {}, 'en', 'Next:'],
  ])('%j and %j are spoken to in %s', async (query, headers, language, said) => {
    const { text } = await api.call('GET', `/track/${NUMBER}?${new URLSearchParams(query)}`, { headers });
    expect(text).toContain(`<html lang="${language}">`);
    expect(read(text)).toContain(said);
    expect(text).not.toContain('"><script>');
  });

  it('is found however the number is written', async () => {
    expect((await api.call('GET', '/track/1228%201621%205025%20810')).status).toBe(200);
  });

  it('of a number that nobody has registered says so, and goes on looking', async () => {
    const { status, text } = await api.call('GET', '/track/986578788855');
    expect([status, configIn(text).known]).toEqual([404, undefined]);
    expect(read(text)).toContain('We do not know this number yet');
  });

  it.each(['%3Cscript%3E', 'a', 'x'.repeat(300), '%00'])(
    'of an address that no number has is a page too: %s',
    async (name) => {
      const { status, text } = await api.call('GET', `/track/${name}`);
      expect([status, read(text).includes('We do not know this number yet')]).toEqual([404, true]);
    },
  );

  it('is a third of its size for whoever takes gzip, which q=0 does not', async () => {
    const sent = async (encoding: string) =>
      api.call('GET', `/track/${NUMBER}`, { headers: { 'accept-encoding': encoding } });
    const { headers, text } = await sent('gzip, br');
    expect(headers['Content-Encoding']).toBe('gzip');
    const bytes = Buffer.from(text, 'base64');
    const html = gunzipSync(bytes).toString('utf8');
    expect(read(html)).toContain('FedEx 122816215025810');
    expect(bytes.length).toBeLessThan(html.length / 2);
    for (const encoding of ['', 'br', 'gzip;q=0'])
      expect((await sent(encoding)).headers['Content-Encoding']).toBeUndefined();
  });

  it('is counted as the data behind it is, and says when to come again', async () => {
    const asked = Array.from({ length: 400 }, () => api.call('GET', `/track/${NUMBER}`));
    const refused = (await Promise.all(asked)).find(({ status }) => status === 429);
    expect(Number(refused?.headers['Retry-After'])).toBeGreaterThan(0);
    expect(read(refused?.text ?? '')).toContain('cannot be loaded right now');
    expect(read(refused?.text ?? '')).not.toContain('Toledo');
  });

  it('is a page too where the table is away', async () => {
    api.parts.store.findIdsByTrackingNumber = async () => {
      throw new StoreUnavailableError('The table cannot be reached', { cause: new Error('away') });
    };
    const { status, text, headers } = await api.call('GET', `/track/${NUMBER}`);
    expect([status, headers['Retry-After']]).toEqual([503, '2']);
    expect(read(text)).toContain('We keep trying');
  });
});

describe('the page of an order', () => {
  it('opens to the holder of its link, and is stored nowhere', async () => {
    const { status, text, headers } = await api.call('GET', `/track/${orderId}?token=${token()}`);
    expect([status, headers['Cache-Control']]).toEqual([200, 'no-store']);
    expect(read(text)).toMatch(/Order ORD-2026-\d{6}/);
    expect(read(text)).toContain('Toledo');
    expect(configIn(text).known).toBeUndefined();
    expect(text).toContain(`href="?token=${token()}&amp;lang=es"`);
  });

  it.each([
    ['another order', () => token({ orderId: 'ord_other' })],
    ['a time that is over', () => token({ expiresAt: '2026-01-01T00:00:00.000Z' })],
    ['another generation', () => token({ generation: 7 })],
    ['nobody', () => `${token()}x`],
    ['nothing', () => '.'],
  ])('does not open to a link of %s', async (_what, linkOf) => {
    const { status, text } = await api.call('GET', `/track/${orderId}?token=${encodeURIComponent(linkOf())}`);
    expect(status).toBe(404);
    expect(read(text)).toContain('This link is no longer valid');
    // The form for another link has an example of a number.
    expect(read(text).replace('for example ORD-2026-001234', '')).not.toMatch(/ORD-|Toledo|FedEx/);
  });
});
