import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoWorkflowStore } from '../../shared/store/dynamo-workflow-store.ts';
import { StoreUnavailableError } from '../../shared/store/errors.ts';
import { findWorkflow } from '../../shared/workflows/catalog.ts';
import { startTestTable, type TestTable } from '../support/dynamodb-engine.ts';
import { anOrder, changed, created, seededIds } from '../support/order-fixtures.ts';
import { collision, injectFaults, type StoreFaults } from '../support/store-faults.ts';

const NOTHING = { stockTaken: [] } as const;
const TRANSACTION = 'TransactWriteItemsCommand';

describe('order store under faults', () => {
  const ids = seededIds(23);
  let table: TestTable;
  let faults: StoreFaults;
  let pauses: number[] = [];
  const store = () =>
    dynamoOrderStore(table.client, table.tableName, {
      pause: async (attempt) => {
        pauses.push(attempt);
      },
    });
  beforeAll(async () => {
    table = await startTestTable();
    faults = injectFaults(table.client);
  });
  afterAll(() => table.stop());

  it('counts a change once when its response is lost', async () => {
    const { order, events } = created(anOrder({ orderId: 'lost-1' }), ids);
    await store().create(order, events, NOTHING);
    const next = changed(order, { status: 'processing' }, ids, { events: 2 });
    const before = faults.calls.get(TRANSACTION) ?? 0;
    faults.loseReplies(TRANSACTION, 1);
    expect(await store().commit(1, next.order, next.events, {})).toBe('committed');
    expect(faults.calls.get(TRANSACTION)).toBe(before + 2);
    expect(await store().get('lost-1')).toEqual(next.order);
    expect((await store().history('lost-1', { limit: 10 })).events).toEqual([...events, ...next.events]);
  });

  it('creates once, and takes stock once, when the response is lost', async () => {
    const listings = dynamoListingStore(table.client, table.tableName);
    const updatedAt = '2026-03-01T10:00:00.000Z';
    await listings.put({ sellerId: 'seller-1', listingId: 'one', stock: 1, available: true, updatedAt });
    const { order, events } = created(anOrder({ orderId: 'lost-2' }), ids);
    faults.loseReplies(TRANSACTION, 1);
    const stockTaken = [{ listingId: 'one', quantity: 1 }];
    expect(await store().create(order, events, { stockTaken })).toEqual({ outcome: 'created' });
    expect(await listings.get('seller-1', 'one')).toMatchObject({ stock: 0 });
  });

  it('stores a version of a workflow once when its response is lost, and distinguishes it from another', async () => {
    const workflows = dynamoWorkflowStore(table.client, table.tableName, table.backoff);
    const parcel = findWorkflow('parcel', 1);
    if (parcel === undefined) throw new Error('There is no parcel');
    const definition = { ...parcel, id: 'lost-workflow' };
    const by = { role: 'admin', id: 'one' } as const;
    const first = { definition, at: '2026-03-01T10:00:00.000Z', by };
    faults.loseReplies(TRANSACTION, 1);
    expect(await workflows.putVersion(first)).toBe('stored');
    expect(await workflows.versions('lost-workflow')).toHaveLength(1);
    expect(await workflows.putVersion({ ...first, by: { role: 'admin', id: 'another' } })).toBe('conflict');
  });

  it('says conflict, not committed, when the version was won by somebody else', async () => {
    const { order, events } = created(anOrder({ orderId: 'won' }), ids);
    await store().create(order, events, NOTHING);
    const [mine, theirs] = [changed(order, { notes: 'mine' }, ids), changed(order, { notes: 'theirs' }, ids)];
    expect(await store().commit(1, theirs.order, theirs.events, {})).toBe('committed');
    expect(await store().commit(1, mine.order, mine.events, {})).toBe('conflict');
  });

  it('recognises its own claim when the response is lost', async () => {
    const idempotency = dynamoIdempotencyStore(table.client, table.tableName);
    const claim = {
      scope: 's',
      key: 'lost',
      requestDigest: 'd',
      claimId: 'mine',
      now: new Date('2026-03-01T10:00:00Z'),
    };
    faults.loseReplies('PutItemCommand', 1);
    expect(await idempotency.claim(claim)).toEqual({ kind: 'claimed', claimId: 'mine' });
    expect(await idempotency.claim({ ...claim, claimId: 'other' })).toEqual({
      kind: 'in_progress',
      retryAfterSeconds: 30,
    });
  });

  it('sends a transaction again that collided with another, with a pause in between', async () => {
    const { order, events } = created(anOrder({ orderId: 'collides' }), ids);
    pauses = [];
    faults.fail(TRANSACTION, 3, collision);
    expect(await store().create(order, events, NOTHING)).toEqual({ outcome: 'created' });
    expect(pauses).toEqual([1, 2, 3]);
  });

  it('leaves an endless collision to the caller', async () => {
    const { order, events } = created(anOrder({ orderId: 'contended' }), ids);
    await store().create(order, events, NOTHING);
    const next = changed(order, {}, ids);
    faults.fail(TRANSACTION, 1, collision);
    expect(await store().commit(1, next.order, next.events, {})).toBe('committed');
    const third = changed(next.order, {}, ids);
    faults.fail(TRANSACTION, 2, collision);
    expect(await store().commit(2, third.order, third.events, {})).toBe('conflict');
    const other = created(anOrder({ orderId: 'contended-2' }), ids);
    faults.fail(TRANSACTION, 6, collision);
    await expect(store().create(other.order, other.events, NOTHING)).rejects.toThrow(StoreUnavailableError);
  });

  it('says that the table is unavailable when it stays throttled, and why', async () => {
    const throttled = () => Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    faults.fail('GetItemCommand', 3, throttled);
    const error = await store()
      .get('anything')
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error).toMatchObject({ cause: { name: 'ThrottlingException' }, retryAfterSeconds: 2 });
    const { order, events } = created(anOrder({ orderId: 'throttled' }), ids);
    faults.fail(TRANSACTION, 6, () => collision('ThrottlingError'));
    await expect(store().create(order, events, NOTHING)).rejects.toThrow(StoreUnavailableError);
  });
});
