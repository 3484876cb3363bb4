import { beforeAll, describe, expect, it } from 'vitest';
import { type ApiResponse, call, drain, outbox } from './support/api.ts';
import { daysAgo, fedexBody, sendFedex } from './support/fedex.ts';
import { createOrder, fedexNumber, newParties, putStatus, unique } from './support/orders.ts';

const HTML = { accept: 'text/html,*/*;q=0.8' };
const pageAt = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<ApiResponse> =>
  call('GET', path, { headers: { ...HTML, ...headers } });

const header = ({ headers }: ApiResponse, name: string): string => headers.get(name) ?? '';

/** What a reader sees, and what a script is given. */
const partsOf = ({ text }: ApiResponse) => {
  const config = /id="config">(.*?)<\/script>/s.exec(text)?.[1] ?? '';
  return { shown: text.slice(0, text.indexOf('id="config"')), config };
};

let trackingNumber: string;
let linkPath: string;
let personal: readonly string[];

beforeAll(async () => {
  const parties = await newParties();
  const guestEmail = `${unique('guest')}@example.com`;
  const order = await createOrder(parties, { buyerId: undefined, guestEmail, customer: { name: 'Ana Ruiz' } });
  for (const status of ['confirmed', 'processing']) await putStatus(order.id, parties.seller, status);
  trackingNumber = fedexNumber();
  const path = `/api/orders/${order.id}/shipments`;
  const registered = await call('POST', path, { token: parties.seller, body: { trackingNumber, carrier: 'fedex' } });
  expect(registered.status, registered.text).toBe(201);
  await sendFedex(fedexBody(trackingNumber, [{ at: daysAgo(8, '17:00:00Z'), eventType: 'PU', city: 'MADRID' }]));
  await drain();
  const mail = (await outbox(order.id)).at(-1);
  const { pathname, search } = new URL(/https?:\/\/\S+\?token=\S+/.exec(mail?.text ?? '')?.[0] ?? 'http://no-link');
  linkPath = `${pathname}${search}`;
  personal = ['Ana', 'Ruiz', guestEmail, 'Calle Mayor', '28001', order.id, parties.sellerId, 'token='];
});

describe('the tracking page over HTTP', () => {
  it("says a parcel's state to anybody, and nothing of whose it is", async () => {
    const response = await pageAt(`/track/${trackingNumber}`);
    expect(response.status).toBe(200);
    const { shown, config } = partsOf(response);
    for (const text of ['Picked up by the carrier', trackingNumber, 'MADRID', 'UTC'])
      expect(shown.toUpperCase()).toContain(text.toUpperCase());
    for (const secret of personal) expect(shown + config).not.toContain(secret);
  });

  it('may be stored for its number, language by language, and is asked for anew each time', async () => {
    const response = await pageAt(`/track/${trackingNumber}`);
    expect(header(response, 'cache-control')).toBe('no-cache');
    expect(header(response, 'vary')).toContain('Accept-Language');
    expect(header(response, 'referrer-policy')).toBe('no-referrer');
    expect(header(response, 'content-security-policy')).toMatch(/^default-src 'none'; script-src 'sha256-[\w+/=]+';/);
    expect(header(response, 'content-security-policy')).not.toContain('unsafe');
    expect(response.headers.has('set-cookie')).toBe(false);
  });

  it('shows an order to the holder of its link, is stored nowhere, and gives its script no data', async () => {
    const response = await pageAt(linkPath);
    expect([response.status, header(response, 'cache-control')]).toEqual([200, 'no-store']);
    expect(header(response, 'referrer-policy')).toBe('no-referrer');
    const { shown, config } = partsOf(response);
    expect(shown).toContain('MADRID');
    expect(JSON.parse(config)).not.toHaveProperty('known');
    expect(config).not.toContain(new URLSearchParams(linkPath.split('?')[1]).get('token'));
  });

  it.each([
    ['', {}, 'en'],
    ['?lang=ro', { 'accept-language': 'es' }, 'ro'],
    ['', { 'accept-language': 'de, ru-RU;q=0.8, es;q=0.5' }, 'ru'],
    ['', { 'accept-language': 'de' }, 'en'],
  ])('with "%s" and %j it speaks %s', async (query, headers, language) => {
    const response = await pageAt(`/track/${trackingNumber}${query}`, headers);
    expect([response.status, header(response, 'content-language')]).toEqual([200, language]);
    expect(response.text).toContain(`<html lang="${language}">`);
  });

  it('is a page with the right status where there is nothing to show', async () => {
    const unknown = await pageAt(`/track/${fedexNumber()}`);
    expect([unknown.status, header(unknown, 'content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(unknown.text).toContain('We do not know this number yet');
    const [path = '', query = ''] = linkPath.split('?');
    const token = new URLSearchParams(query).get('token') ?? '';
    for (const wrong of [`${path}?token=${token.slice(0, -4)}AAAA`, `/track/ord_01KJMFQ3M00000000000000001?${query}`]) {
      const ended = await pageAt(wrong);
      expect([ended.status, header(ended, 'cache-control')], wrong).toEqual([404, 'no-store']);
      expect(ended.text).toContain('This link is no longer valid');
      for (const secret of ['MADRID', 'Ruiz', trackingNumber]) expect(ended.text).not.toContain(secret);
    }
  });

  it('writes nothing of its address as markup', async () => {
    const attack = encodeURIComponent('<script>alert(1)</script>');
    for (const path of [
      `/track/${attack}`,
      `/track/${trackingNumber}?token=${attack}`,
      `/track/1Z999?lang=${attack}`,
    ]) {
      const response = await pageAt(path);
      expect([path, response.status >= 400 && response.status < 500]).toEqual([path, true]);
      expect([header(response, 'x-content-type-options'), path]).toEqual(['nosniff', path]);
      if (header(response, 'content-type').startsWith('application/problem+json')) continue;
      expect(response.text).not.toContain('<script>alert');
    }
  });
});
