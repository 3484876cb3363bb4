import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../shared/orders/commands/decide.ts';
import { decideCreation } from '../../shared/orders/commands/decide-creation.ts';
import { type CreationDependencies, createOrder } from '../../shared/orders/use-cases/create-order.ts';
import { type CommandDependencies, executeCommand } from '../../shared/orders/use-cases/execute-command.ts';
import { claimRequest } from '../../shared/orders/use-cases/idempotency.ts';
import { orderNumberSource } from '../../shared/orders/use-cases/order-numbers.ts';
import { workflowCatalog } from '../../shared/orders/use-cases/workflow-catalog.ts';
import { dynamoAuditStore } from '../../shared/store/dynamo-audit-store.ts';
import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoWorkflowStore } from '../../shared/store/dynamo-workflow-store.ts';
import { BUILT_INS } from '../../shared/workflows/catalog.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { aScan, manualClock, seededIds } from '../support/order-fixtures.ts';
import { injectFaults, type StoreFaults } from '../support/store-faults.ts';

const SELLER = { role: 'seller', id: 'seller-1' } as const;
const CUSTOMER = { role: 'customer', id: 'buyer-1' } as const;
const UPDATED = '2026-03-01T10:00:00.000Z';

/** The real rules over the real table: what a function does, without the function. */
describe('use cases on the table', () => {
  const ids = seededIds(31);
  const clock = manualClock();
  let table: TestTable;
  let faults: StoreFaults;
  let dependencies: CommandDependencies & CreationDependencies;
  beforeAll(async () => {
    table = await startTestTable();
    faults = injectFaults(table.client);
    const { client, tableName, backoff } = table;
    const store = dynamoOrderStore(client, tableName, backoff);
    dependencies = {
      store,
      listings: dynamoListingStore(client, tableName),
      findShop: async () => undefined,
      workflows: workflowCatalog(BUILT_INS, dynamoWorkflowStore(client, tableName, backoff)),
      numbers: orderNumberSource({ store, clock }),
      decide,
      decideCreation,
      clock,
      ids,
      backoff,
    };
  });
  afterAll(() => table.stop());

  const request = (orderId: string, listingId?: string) => ({
    actor: { role: 'system' } as const,
    facts: {
      orderId,
      orderType: 'standard',
      buyerId: 'buyer-1',
      sellerId: 'seller-1',
      customer: { email: 'ana@example.com' },
      locale: 'es' as const,
      items: [
        {
          itemId: 'itm_1',
          name: 'Lamp',
          quantity: 2,
          unitPrice: '10',
          ...(listingId === undefined ? {} : { listingId }),
        },
      ],
      totalAmount: '20',
      currency: 'EUR',
      payment: { method: 'card', status: 'confirmed' as const },
      fulfilmentType: 'shipping' as const,
    },
  });
  const move = (orderId: string, status: string) =>
    executeCommand(dependencies, { orderId, actor: SELLER, command: { type: 'change_status', status } });
  const seqsOf = async (orderId: string): Promise<readonly number[]> =>
    (await dependencies.store.history(orderId, { limit: 1_000 })).events.map(({ seq }) => seq);
  const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, i) => i + 1);

  it('lets every one of many allowed changes through, one after the other', async () => {
    await createOrder(dependencies, request('busy'));
    const results = await Promise.all(
      upTo(20).map((n) =>
        executeCommand(dependencies, {
          orderId: 'busy',
          actor: CUSTOMER,
          command: { type: 'set_delivery_preferences', preference: { instructions: `Ring ${n} times` } },
        }),
      ),
    );
    expect(results.filter(({ ok }) => !ok)).toEqual([]);
    const order = await dependencies.store.get('busy');
    expect(await seqsOf('busy')).toEqual(upTo(order?.version ?? 0));
  });

  it('lets one of a shipment and a cancellation win', async () => {
    for (const n of upTo(5)) {
      const orderId = `duel-${n}`;
      await createOrder(dependencies, request(orderId));
      await move(orderId, 'confirmed');
      await move(orderId, 'processing');
      const results = await Promise.all([move(orderId, 'shipped'), move(orderId, 'cancelled')]);
      expect(results.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    }
  });

  it('sells what is there, and a cancellation puts it back on the shelf', async () => {
    const listing = { sellerId: 'seller-1', listingId: 'lamp', available: true, updatedAt: UPDATED };
    await dependencies.listings.put({ ...listing, stock: 5 });
    const results = await Promise.all(upTo(6).map((n) => createOrder(dependencies, request(`lamp-${n}`, 'lamp'))));
    const sold = results.flatMap((result) => (result.ok ? [result.order] : []));
    expect(sold).toHaveLength(2);
    expect(new Set(sold.map(({ orderNumber }) => orderNumber)).size).toBe(2);
    expect(await dependencies.listings.get('seller-1', 'lamp')).toMatchObject({ stock: 1 });
    await move(sold[0]?.orderId ?? '', 'cancelled');
    expect(await dependencies.listings.get('seller-1', 'lamp')).toMatchObject({ stock: 3 });
  });

  it('changes an order once when the response of the change is lost', async () => {
    await createOrder(dependencies, request('lossy'));
    const before = (await dependencies.store.get('lossy'))?.version ?? 0;
    faults.loseReplies('TransactWriteItemsCommand', 1);
    const result = await move('lossy', 'cancelled');
    expect(result).toMatchObject({ ok: true, changed: true });
    expect(await seqsOf('lossy')).toEqual(upTo(result.ok ? result.order.version : 0));
    expect((await dependencies.store.get('lossy'))?.version).toBe(before + (result.ok ? result.events.length : 0));
  });

  it('returns the stored response for a repeated creation, and creates once', async () => {
    const store = dynamoIdempotencyStore(table.client, table.tableName);
    const submit = async (orderId: string) => {
      const claim = await claimRequest(
        { store, clock, ids },
        { scope: 'POST orders shop', key: 'checkout-1', body: '{}' },
      );
      if (claim.kind !== 'claimed') return claim;
      return createOrder(dependencies, {
        ...request(orderId),
        idempotency: ({ order }) => ({
          scope: 'POST orders shop',
          key: 'checkout-1',
          claimId: claim.claimId,
          response: { statusCode: 201, body: order.orderId },
        }),
      });
    };
    expect(await submit('first')).toMatchObject({ ok: true });
    expect(await submit('second')).toEqual({ kind: 'replay', response: { statusCode: 201, body: 'first' } });
    expect(await dependencies.store.get('second')).toBeUndefined();
  });

  it('follows a parcel: registered, found by its number, moved by its scans, each counted once', async () => {
    await createOrder(dependencies, request('sent'));
    await move('sent', 'confirmed');
    await move('sent', 'processing');
    const trackingNumber = '122816215025810';
    await executeCommand(dependencies, {
      orderId: 'sent',
      actor: SELLER,
      command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber, carrier: 'fedex' },
    });
    expect(await dependencies.store.findIdsByTrackingNumber(trackingNumber)).toEqual(['sent']);
    const scans = [
      aScan({ scanId: 'a', milestone: 'picked_up', occurredAt: '2026-03-02T08:00:00.000Z' }),
      aScan({ scanId: 'b', milestone: 'out_for_delivery', occurredAt: '2026-03-03T08:00:00.000Z' }),
      aScan({ scanId: 'c', milestone: 'delivery_attempted', occurredAt: '2026-03-03T12:00:00.000Z' }),
      aScan({ scanId: 'd', milestone: 'delivered', occurredAt: '2026-03-04T09:00:00.000Z' }),
    ];
    const recorded = await Promise.all(
      [scans, scans.toReversed(), scans].map((some) =>
        executeCommand(dependencies, {
          orderId: 'sent',
          actor: { role: 'carrier', id: 'fedex' },
          command: { type: 'apply_scans', trackingNumber, scans: some },
        }),
      ),
    );
    expect(recorded.filter((result) => result.ok && result.changed)).toHaveLength(1);
    const order = await dependencies.store.get('sent');
    expect(order).toMatchObject({ status: 'delivered', deliveryAttempts: 1 });
    expect(await seqsOf('sent')).toEqual(upTo(order?.version ?? 0));
    expect((await dependencies.store.scans('sent', { limit: 10 })).scans).toEqual(scans);
  });

  it('audits a forced move with the move itself', async () => {
    await createOrder(dependencies, request('forced'));
    const result = await executeCommand(dependencies, {
      orderId: 'forced',
      actor: { role: 'admin', id: 'root' },
      command: { type: 'force_status', status: 'delivered', reason: 'handed over at the fair' },
    });
    expect(result).toMatchObject({ ok: true, order: { status: 'delivered' } });
    const { entries } = await dynamoAuditStore(table.client, table.tableName).list('2026-03-01', { limit: 10 });
    expect(entries).toMatchObject([
      { action: 'order.status_forced', subject: 'forced', reason: 'handed over at the fair' },
    ]);
  });
});
