import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { local } from './api.ts';
import type { Parties } from './orders.ts';

const client = (region: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: inject('edgeUrl'),
      region,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** Seeds items past the API: ten thousand creations over HTTP would measure something else. */
export const putItems = async (items: readonly Record<string, unknown>[]): Promise<void> => {
  const { region, tables } = await local<{ region: string; tables: string[] }>('GET', 'health');
  const documents = client(region);
  const tableName = tables[0] ?? '';
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, n) => items.slice(n * 25, n * 25 + 25));
  const workers = Array.from({ length: 8 }, async () => {
    for (let batch = batches.pop(); batch !== undefined; batch = batches.pop()) {
      const requests = batch.map((Item) => ({ PutRequest: { Item } }));
      const response = await documents.send(new BatchWriteCommand({ RequestItems: { [tableName]: requests } }));
      if (Object.keys(response.UnprocessedItems ?? {}).length > 0) throw new Error('the engine left items unprocessed');
    }
  });
  await Promise.all(workers);
};

export const instant = (n: number): string => new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString();

/** A parcel order as it would be after its creation; each third is confirmed. */
export const seededOrder = (parties: Pick<Parties, 'buyerId' | 'sellerId'>, n: number): Order => ({
  orderId: `ord_seed_${parties.sellerId}_${String(n).padStart(6, '0')}`,
  orderNumber: `ORD-2026-${parties.sellerId}-${n}`,
  orderType: 'standard',
  workflow: { id: 'parcel', version: 1 },
  status: n % 3 === 0 ? 'confirmed' : 'pending',
  phase: n % 3 === 0 ? 'confirmed' : 'placed',
  version: 1,
  statusSince: instant(n),
  createdAt: instant(n),
  updatedAt: instant(n),
  buyerId: parties.buyerId,
  sellerId: parties.sellerId,
  customer: {},
  locale: 'en',
  items: [],
  totalAmount: `${(n * 7919) % 10_007}.50`,
  currency: 'EUR',
  payment: { method: 'card', status: 'confirmed' },
  fulfilmentType: 'shipping',
  shipments: [],
  deliveryAttempts: 0,
  substitutions: [],
  stamps: {},
  firedDeadlines: {},
  reservedStock: [],
});

/** The event that records the order's creation, as its history must have it. */
export const createdEvent = (order: Order): OrderEvent => ({
  eventId: `evt_${order.orderId}`,
  schemaVersion: 1,
  type: 'order_created',
  orderId: order.orderId,
  orderNumber: order.orderNumber,
  workflow: order.workflow,
  ...(order.buyerId === undefined ? {} : { buyerId: order.buyerId }),
  sellerId: order.sellerId,
  seq: 1,
  actor: { role: 'system' },
  occurredAt: order.createdAt,
  recordedAt: order.createdAt,
  status: order.status,
  phase: order.phase,
  effects: [],
});
