import { describe, expect, it } from 'vitest';
import type { Order } from '../../../shared/orders/model/order.ts';
import {
  type CommandDependencies,
  executeCommand,
  MAX_ATTEMPTS,
} from '../../../shared/orders/use-cases/execute-command.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { memoryKey } from '../../support/memory/memory-state.ts';
import { memoryListingStore } from '../../support/memory/memory-stores.ts';
import { setUp } from './support/executing.ts';

const SELLER = { role: 'seller', id: 'seller-1' } as const;

const move = (status: string, more: object = {}) =>
  ({ orderId: 'o1', actor: SELLER, command: { type: 'change_status', status }, ...more }) as const;

/** A store where somebody else is faster, so many times. */
const overtaken = (store: OrderStore, times: number, elsewhere: CommandDependencies, status: string): OrderStore => {
  let left = times;
  return {
    ...store,
    commit: async (...change) => {
      if (left > 0) {
        left -= 1;
        await executeCommand(elsewhere, move(left % 2 === 0 ? status : 'processing'));
      }
      return store.commit(...change);
    },
  };
};

describe('executing a command', () => {
  it('writes the decision as the next version, with events that carry their place', async () => {
    const { dependencies, store, clock } = await setUp();
    const result = await executeCommand(dependencies, move('processing'));
    const at = clock.now().toISOString();
    expect(result).toMatchObject({
      ok: true,
      changed: true,
      order: { status: 'processing', version: 2, updatedAt: at },
    });
    const { events } = await store.history('o1', { limit: 10 });
    expect(events.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(events[1]).toMatchObject({
      schemaVersion: 1,
      orderId: 'o1',
      orderNumber: 'ORD-2026-o1',
      buyerId: 'buyer-1',
      sellerId: 'seller-1',
      workflow: { id: 'parcel', version: 1 },
      recordedAt: at,
      actor: SELLER,
    });
    expect(events[1]?.eventId).toMatch(/^evt_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('writes nothing where nothing changed', async () => {
    const { dependencies, store, order } = await setUp();
    expect(await executeCommand(dependencies, move('confirmed'))).toEqual({
      ok: true,
      changed: false,
      scansRecorded: 0,
      order,
      events: [],
    });
    expect(await store.get('o1')).toEqual(order);
  });

  it('knows an order that is not there, and a version that has passed', async () => {
    const { dependencies } = await setUp();
    expect(await executeCommand(dependencies, { ...move('processing'), orderId: 'o2' })).toEqual({
      ok: false,
      code: 'NOT_FOUND',
    });
    expect(await executeCommand(dependencies, move('processing', { ifMatch: 7 }))).toEqual({
      ok: false,
      code: 'PRECONDITION_FAILED',
    });
    expect(await executeCommand(dependencies, move('processing', { ifMatch: 1 }))).toMatchObject({ ok: true });
  });

  it('decides again on the fresh state when somebody was faster', async () => {
    const { dependencies, store, pauses } = await setUp();
    const slow = { ...dependencies, store: overtaken(store, 3, dependencies, 'shipped') };
    expect(await executeCommand(slow, move('delivered'))).toMatchObject({
      ok: true,
      order: { status: 'delivered', version: 5 },
    });
    expect(pauses).toEqual([1, 2, 3]);
  });

  it('decides on the order that the caller has read, and reads it only after a conflict', async () => {
    const { dependencies, store, order } = await setUp();
    const reads: string[] = [];
    const counted: OrderStore = {
      ...store,
      get: async (orderId) => {
        reads.push(orderId);
        return store.get(orderId);
      },
    };
    const request = {
      orderId: 'o1',
      knownOrder: order,
      command: { type: 'change_status', status: 'ready_to_ship' },
      actor: SELLER,
    } as const;
    expect(await executeCommand({ ...dependencies, store: counted }, request)).toMatchObject({ ok: true });
    expect(reads).toEqual([]);
    const stale = { ...request, command: { type: 'change_status', status: 'shipped' } } as const;
    const result = await executeCommand({ ...dependencies, store: counted }, stale);
    expect(result).toMatchObject({ ok: true, order: { status: 'shipped', version: order.version + 2 } });
    expect(reads).toEqual(['o1']);
  });

  it('refuses by the fresh state only', async () => {
    const { dependencies, store } = await setUp();
    const slow = { ...dependencies, store: overtaken(store, 1, dependencies, 'cancelled') };
    expect(await executeCommand(slow, move('delivered'))).toMatchObject({ ok: false, code: 'INVALID_TRANSITION' });
  });

  it('does not try again for a caller who named the version', async () => {
    const { dependencies, store, pauses } = await setUp();
    const slow = { ...dependencies, store: overtaken(store, 1, dependencies, 'shipped') };
    expect(await executeCommand(slow, move('delivered', { ifMatch: 1 }))).toEqual({
      ok: false,
      code: 'PRECONDITION_FAILED',
    });
    expect(pauses).toEqual([]);
  });

  it('stops after so many tries', async () => {
    const { dependencies, store, pauses } = await setUp();
    const hopeless = { ...dependencies, store: { ...store, commit: async () => 'conflict' as const } };
    expect(await executeCommand(hopeless, move('delivered'))).toEqual({ ok: false, code: 'VERSION_CONFLICT' });
    expect(pauses).toHaveLength(MAX_ATTEMPTS - 1);
  });

  it('gives back the stock that the order no longer holds', async () => {
    const reservedStock = [{ listingId: 'eggs', quantity: 3 }];
    const { dependencies, state } = await setUp({ reservedStock });
    const listings = memoryListingStore(state);
    await listings.put({ sellerId: 'seller-1', listingId: 'eggs', stock: 1, available: true, updatedAt: 'then' });
    await executeCommand(dependencies, move('processing'));
    expect(await listings.get('seller-1', 'eggs')).toMatchObject({ stock: 1 });
    await executeCommand(dependencies, move('cancelled'));
    expect(await listings.get('seller-1', 'eggs')).toMatchObject({ stock: 4 });
  });

  it('claims the parcels that a command brings', async () => {
    const { dependencies, store } = await setUp();
    await executeCommand(dependencies, {
      orderId: 'o1',
      actor: SELLER,
      command: { type: 'register_shipment', shipmentId: 'shp_1', trackingNumber: 'T1', carrier: 'fedex' },
    });
    expect(await store.findIdsByTrackingNumber('T1')).toEqual(['o1']);
  });

  it('audits a forced move in the same transaction, named by the caller or not', async () => {
    const { dependencies, state } = await setUp();
    const force = { type: 'force_status', status: 'shipped', reason: 'found in the yard' } as const;
    const actor = { role: 'admin', id: 'root' } as const;
    await executeCommand(dependencies, { orderId: 'o1', actor, command: force });
    expect(state.audit).toEqual([
      expect.objectContaining({
        action: 'order.status_forced',
        subject: 'o1',
        actor,
        reason: 'found in the yard',
        details: { from: 'confirmed', to: 'shipped' },
      }),
    ]);
    const audit = { auditId: 'aud_1', at: 'now', actor, action: 'bulk.moved', subject: 'o1' };
    await executeCommand(dependencies, { ...move('delivered'), extras: { audit } });
    expect(state.audit[1]).toEqual(audit);
  });

  it('stores the response of an idempotency key with the change, and notices a claim that was taken over', async () => {
    const { dependencies, state, store } = await setUp();
    const claim = {
      scope: 's',
      key: 'k',
      requestDigest: 'd',
      claimId: 'mine',
      now: new Date(0),
      leaseUntil: new Date(9),
    };
    state.idempotency.set(memoryKey('s', 'k'), claim);
    const idempotency = (claimId: string) => (outcome: { order: Order }) => ({
      scope: 's',
      key: 'k',
      claimId,
      response: { statusCode: 200, body: outcome.order.status },
    });
    expect(
      await executeCommand(dependencies, move('processing', { extras: { idempotency: idempotency('theirs') } })),
    ).toEqual({ ok: false, code: 'DUPLICATE_REQUEST_IN_PROGRESS' });
    expect((await store.get('o1'))?.version).toBe(1);
    await executeCommand(dependencies, move('processing', { extras: { idempotency: idempotency('mine') } }));
    expect(state.idempotency.get(memoryKey('s', 'k'))?.response).toEqual({ statusCode: 200, body: 'processing' });
  });
});
