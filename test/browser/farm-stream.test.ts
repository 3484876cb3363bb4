/** The farm's document: collected at the farm, followed in a browser by `EventSource.onmessage`. */
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiUrl, call, tokenFor } from '../e2e/support/api.ts';
import { newParties, unique } from '../e2e/support/orders.ts';
import { FARM_EVENT_EXAMPLE, FARM_HISTORY_EXAMPLE, farmCheckout } from '../support/document-examples/farm.ts';
import { missingPaths } from '../support/document-examples/missing-paths.ts';
import { launchBrowser, type OpenBrowser } from './support/browser.ts';

let opened: OpenBrowser;
let browser: BrowserContext;

beforeAll(async () => {
  opened = await launchBrowser();
  browser = opened.context;
});

afterAll(() => opened.close());

interface FarmEvent {
  readonly type: string;
  readonly orderId: string;
  readonly data: { readonly previousStatus: string | null; readonly newStatus: string };
}

/** The frontend's page, whose script is the document's own: an `EventSource`, and what its `onmessage` hears. */
const pageOf = (query: string, token: string): string => `<!doctype html><script>
  const source = new EventSource('/api/orders/events?${query}&token=${encodeURIComponent(token)}');
  window.heard = [];
  source.onmessage = ({ data }) => window.heard.push(JSON.parse(data));
  source.onopen = () => { document.title = 'open'; };
</script>`;

const listen = async (query: string, token: string) => {
  const page = await browser.newPage();
  await page.route('**/farm-frontend', (route) =>
    route.fulfill({ contentType: 'text/html', body: pageOf(query, token) }),
  );
  await page.goto(new URL('/farm-frontend', apiUrl()).href);
  await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('open');
  const heard = () => page.evaluate<FarmEvent[]>('window.heard');
  return { page, heard };
};

describe('an order that is collected at a farm', () => {
  it('is seen in the farm’s browser and the buyer’s, by messages without a name', async () => {
    const { buyer, buyerId, sellerId: farmId, system } = await newParties();
    const farmer = await tokenFor({ sub: unique('farmer'), roles: ['FARMER'], seller_ids: [farmId] });
    const atFarm = await listen(`farmId=${farmId}`, farmer);
    const atBuyer = await listen(`customerId=${buyerId}&dialect=farm`, buyer);
    const created = await call<{ order: { id: string } }>('POST', '/api/orders', {
      token: system,
      headers: { 'idempotency-key': unique('farm') },
      body: farmCheckout(buyerId, farmId),
    });
    expect(created.status, created.text).toBe(201);
    const { id } = created.body.order;
    const put = (token: string, path: string, body: unknown) =>
      call('PUT', `/api/orders/${id}/${path}`, { token, body });
    for (const status of ['CONFIRMED', 'PREPARING']) {
      expect((await put(farmer, 'status', { status })).body).toMatchObject({ success: true, data: { id, status } });
    }
    expect((await put(farmer, 'items/item-1', { prepared: true })).status).toBe(200);
    for (const status of ['READY_FOR_PICKUP', 'COMPLETED']) {
      expect((await put(farmer, 'status', { status })).body).toMatchObject({ success: true, data: { status } });
    }

    const steps = ['PENDING', 'CONFIRMED', 'PREPARING', 'READY_FOR_PICKUP', 'COMPLETED'];
    for (const { page, heard } of [atFarm, atBuyer]) {
      await expect.poll(async () => (await heard()).at(-1)?.data.newStatus, { timeout: 20_000 }).toBe('COMPLETED');
      const events = await heard();
      expect(missingPaths([FARM_EVENT_EXAMPLE], events)).toEqual([]);
      expect(events[0]).toMatchObject({ type: 'NEW_ORDER', orderId: id, farmId, customerId: buyerId });
      const moves = events.filter(({ type }) => type === 'STATUS_CHANGE');
      expect(moves.map(({ data }) => [data.previousStatus, data.newStatus])).toEqual(
        steps.slice(1).map((status, i) => [steps[i], status]),
      );
      expect(events.filter(({ type }) => type === 'ORDER_UPDATE')).toHaveLength(1);
      await page.close();
    }
    const history = await call('GET', `/api/orders/${id}/status`, { token: farmer });
    expect(missingPaths(FARM_HISTORY_EXAMPLE, history.body)).toEqual([]);
    const late = await put(farmer, 'status', { status: 'PENDING' });
    expect(late.body).toMatchObject({ success: false, error: expect.any(String), code: 'INVALID_TRANSITION' });
  });
});
