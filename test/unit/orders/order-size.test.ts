import { describe, expect, it } from 'vitest';
import type { OrderCommand } from '../../../shared/orders/commands/command.ts';
import { MAX_SHIPMENTS } from '../../../shared/orders/commands/register-shipment.ts';
import type { Actor, OrderItem } from '../../../shared/orders/model/order.ts';
import { executeCommand } from '../../../shared/orders/use-cases/execute-command.ts';
import { webhookWorld } from '../../support/webhook-fixtures.ts';
import { hours, orderIn, parcelOf, scanOf } from '../workflows/support/orders.ts';
import { accept, scanned } from './support/decisions.ts';

const SELLER: Actor = { role: 'seller', id: 'seller-1' };
/** Items of a table hold 400 KB: 409,600 bytes. */
const ITEM_LIMIT = 409_600;

const largeItems = (count: number): readonly OrderItem[] =>
  Array.from({ length: count }, (_, i) => ({
    itemId: `${i}-${'i'.repeat(120)}`,
    name: 'ñ'.repeat(300),
    quantity: 1,
    unitPrice: '1.00',
  }));

const parcel = (index: number, itemIds?: readonly string[]): OrderCommand => ({
  type: 'register_shipment',
  shipmentId: `shp_${index}`,
  trackingNumber: `TRACK${index}`,
  carrier: 'dhl',
  ...(itemIds && { itemIds }),
});

const aWorld = async (items: readonly OrderItem[]) => {
  const world = webhookWorld();
  await world.addOrder({ orderId: 'ord_1', status: 'processing', phase: 'preparing', items });
  const run = (command: OrderCommand, actor = SELLER) => executeCommand(world, { orderId: 'ord_1', command, actor });
  return { world, run };
};

describe('an order that grows', () => {
  it('takes parcels up to a number, and then refuses another without a change', async () => {
    const { world, run } = await aWorld(largeItems(1));
    for (let index = 0; index < MAX_SHIPMENTS; index += 1) expect(await run(parcel(index))).toMatchObject({ ok: true });
    const before = await world.store.get('ord_1');
    expect(await run(parcel(MAX_SHIPMENTS))).toMatchObject({ ok: false, code: 'ORDER_TOO_LARGE' });
    const withStatus = {
      type: 'change_status',
      status: 'shipped',
      trackingNumber: 'TRACK999',
      carrier: 'dhl',
    } as const;
    expect(await run(withStatus)).toMatchObject({ ok: false, code: 'ORDER_TOO_LARGE' });
    expect(await world.store.get('ord_1')).toEqual(before);
    expect(await run(parcel(0))).toMatchObject({ ok: true, changed: false });
    expect(await run({ type: 'change_status', status: 'shipped' })).toMatchObject({ ok: true });
  });

  it('is refused before it is larger than an item of the table, and still moves', async () => {
    const items = largeItems(200);
    const itemIds = items.map(({ itemId }) => itemId);
    const { world, run } = await aWorld(items);
    const results: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const result = await run(parcel(index, itemIds));
      results.push(result.ok ? 'ok' : result.code);
    }
    expect(results[0]).toBe('ok');
    expect(results.at(-1)).toBe('ORDER_TOO_LARGE');
    const stored = await world.store.get('ord_1');
    expect(Buffer.byteLength(JSON.stringify(stored))).toBeLessThan(ITEM_LIMIT);
    expect(await run({ type: 'change_status', status: 'shipped' })).toMatchObject({ ok: true });
  });

  it('has room for all that carriers report of as many parcels as it takes', async () => {
    const shipments = Array.from({ length: MAX_SHIPMENTS }, (_, index) => parcelOf(`TRACKING-NUMBER-${index}`));
    const before = orderIn('parcel', 'processing', { shipments });
    const after = shipments.reduce((order, { trackingNumber }) => {
      const of = (hour: number) => ({ trackingNumber, scanId: `${trackingNumber}-${hour}`.padEnd(32, '0') });
      const attempts = Array.from({ length: 200 }, (_, i) => scanOf('delivery_attempted', i + 2, of(i + 2)));
      const ahead = { ...scanOf('exception', 900, of(900)), recordedAt: hours(300).toISOString() };
      const scans = [scanOf('out_for_delivery', 1, of(1)), ...attempts, scanOf('delivered', 299, of(299)), ahead];
      const command = {
        type: 'apply_scans',
        trackingNumber,
        scans,
        estimatedDelivery: hours(400).toISOString(),
      } as const;
      return accept(order, command, 'carrier', hours(1_000)).order;
    }, before);
    const growth = JSON.stringify(after).length - JSON.stringify(before).length;
    expect(growth / MAX_SHIPMENTS).toBeLessThan(1_500);
  });

  it('counts so many failed attempts of a parcel and no more', () => {
    const order = orderIn('parcel', 'shipped', { shipments: [parcelOf('T1')] });
    const attempts = Array.from({ length: 50 }, (_, i) => scanOf('delivery_attempted', i + 1));
    expect(scanned(order, attempts).order.deliveryAttempts).toBe(20);
  });
});
