import { beforeAll, describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../shared/contract/events.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import { eventItem } from '../../shared/store/event-item.ts';
import { orderItem } from '../../shared/store/order-item.ts';
import { call, drain, local } from './support/api.ts';
import { createOrder, newParties, type Parties } from './support/orders.ts';
import { instant, putItems, seededOrder } from './support/seed.ts';

const ORDERS = 10_000;
const ENTRIES = 10_000;

interface ListResponse {
  readonly orders: readonly {
    readonly id?: string;
    readonly orderId?: string;
    readonly totalAmount: string;
    readonly status: string;
    readonly createdAt: string;
  }[];
  readonly pagination: { readonly nextCursor?: string | null; readonly total?: number | null };
}

const idOf = (order: ListResponse['orders'][number]): string => order.orderId ?? order.id ?? '';

const readUnits = async (): Promise<number> => {
  const meter = await local<{ functions: Record<string, { readUnits?: number }> }>('GET', 'meter');
  return Object.values(meter.functions).reduce((sum, figures) => sum + (figures.readUnits ?? 0), 0);
};

describe('long lists', () => {
  let parties: Parties;
  beforeAll(async () => {
    parties = await newParties();
    await putItems(Array.from({ length: ORDERS }, (_, n) => orderItem(seededOrder(parties, n))));
  });

  const page = async (query: string): Promise<ListResponse> => {
    const response = await call<ListResponse>('GET', `/api/orders/seller/${parties.sellerId}?${query}`, {
      token: parties.seller,
    });
    expect(response.status, response.text).toBe(200);
    return response.body;
  };

  it('pages through all of them while new ones arrive: none missed, none twice, the last page costs as the first', async () => {
    const seen = new Map<string, number>();
    const costs: number[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      if (pages % 25 === 0) await createOrder(parties);
      await drain();
      const before = await readUnits();
      const response = await page(`limit=100${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`);
      costs.push((await readUnits()) - before);
      for (const order of response.orders) seen.set(idOf(order), (seen.get(idOf(order)) ?? 0) + 1);
      cursor = response.pagination.nextCursor ?? undefined;
      pages += 1;
    } while (cursor !== undefined);
    const seeded = [...seen].filter(([id]) => id.startsWith('ord_seed_'));
    expect(seeded).toHaveLength(ORDERS);
    expect(seeded.every(([, times]) => times === 1)).toBe(true);
    const full = costs.slice(0, -1);
    expect(Math.max(...full)).toBeLessThanOrEqual(2 * (full[0] ?? 0));
  });

  it('sorts by amount and by status, filters by status, phase and time', async () => {
    const byAmount = await page('sortBy=totalAmount&sortOrder=desc&limit=100');
    const amounts = byAmount.orders.map((order) => Number(order.totalAmount));
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    const byStatus = await page('sortBy=status&sortOrder=asc&limit=100');
    expect(byStatus.orders.every((order) => order.status === 'confirmed')).toBe(true);
    expect((await page('status=CONFIRMED&limit=50')).orders.every((order) => order.status === 'confirmed')).toBe(true);
    expect((await page('phase=confirmed&limit=50')).orders.map((order) => order.status)).toEqual(
      Array(50).fill('confirmed'),
    );
    const slice = await page(`from=${instant(100)}&to=${instant(119)}&limit=100`);
    expect(slice.orders.map((order) => order.createdAt).toSorted()).toEqual(
      Array.from({ length: 20 }, (_, n) => instant(100 + n)),
    );
    expect(
      (await call('GET', `/api/orders/seller/${parties.sellerId}?cursor=forged`, { token: parties.seller })).status,
    ).toBe(400);
  });
});

describe('a long history', () => {
  it('costs the same to read at its end as at its start, and the status stays one item', async () => {
    const parties = await newParties();
    const base = seededOrder(parties, 1);
    const order: Order = {
      ...base,
      orderId: `ord_long_${parties.sellerId}`,
      version: ENTRIES,
      updatedAt: instant(ENTRIES),
    };
    const event = (seq: number): OrderEvent => ({
      eventId: `evt_${String(seq).padStart(26, '0')}`,
      schemaVersion: 1,
      type: 'status_changed',
      orderId: order.orderId,
      orderNumber: order.orderNumber,
      workflow: order.workflow,
      buyerId: parties.buyerId,
      sellerId: parties.sellerId,
      seq,
      actor: { role: 'seller' },
      occurredAt: instant(seq),
      recordedAt: instant(seq),
      previousStatus: seq % 2 === 0 ? 'delayed' : 'processing',
      status: seq % 2 === 0 ? 'processing' : 'delayed',
      phase: 'preparing',
      effects: [],
    });
    // Only new events pass the stream's filter: put over a placeholder, ten thousand old ones wake nobody.
    const past = Array.from({ length: ENTRIES }, (_, n) => eventItem(event(n + 1)));
    await putItems(past.map((item) => ({ ...item, entity: 'placeholder' })));
    await putItems([orderItem(order), ...past]);
    await drain();

    const read = async (path: string, headers: Record<string, string> = {}) => {
      const before = await readUnits();
      const response = await call<{ pagination: { nextCursor?: string | null } }>('GET', path, {
        token: parties.buyer,
        headers,
      });
      return { response, cost: (await readUnits()) - before };
    };
    const status = `/api/orders/${order.orderId}/status`;
    const unchanged = await read(status, { 'if-none-match': `"${ENTRIES}"` });
    expect(unchanged.response.status).toBe(304);
    expect(unchanged.cost).toBeLessThanOrEqual(2);

    const timeline = `/api/orders/${order.orderId}/timeline?limit=100`;
    const costs: number[] = [];
    let cursor: string | undefined;
    do {
      const { response, cost } = await read(
        `${timeline}${cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(response.status, response.text).toBe(200);
      costs.push(cost);
      cursor = response.body.pagination.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(costs.length).toBeGreaterThanOrEqual(ENTRIES / 100);
    expect(Math.max(...costs)).toBeLessThanOrEqual(2 * (costs[0] ?? 0));
  });
});
