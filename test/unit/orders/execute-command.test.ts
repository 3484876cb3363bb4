import { describe, expect, it } from 'vitest';
import type { Decide } from '../../../shared/orders/commands/command.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import {
  type CommandDependencies,
  executeCommand,
  MAX_ATTEMPTS,
} from '../../../shared/orders/use-cases/execute-command.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';
import { findWorkflow } from '../../../shared/workflows/catalog.ts';
import { memoryOrderStore } from '../../support/memory/memory-order-store.ts';
import { type MemoryState, memoryKey, memoryState } from '../../support/memory/memory-state.ts';
import { memoryListingStore } from '../../support/memory/memory-stores.ts';
import { anOrder, aScan, created, manualClock, seededIds } from '../../support/order-fixtures.ts';

const SELLER = { role: 'seller', id: 'seller-1' } as const;

/** Moves to the asked status unless the order is cancelled; scans count those of `delivery_attempted`. */
const decide: Decide = ({ order, command, actor, now }) => {
  const event = {
    type: 'status_changed',
    actor,
    occurredAt: now.toISOString(),
    phase: order.phase,
    effects: [],
  } as const;
  if (command.type === 'apply_scans') {
    const attempts = command.scans.filter(({ milestone }) => milestone === 'delivery_attempted');
    const events = attempts.map((scan) => ({
      ...event,
      type: 'delivery_attempted' as const,
      occurredAt: scan.occurredAt,
      status: order.status,
    }));
    return { ok: true, order: { ...order, deliveryAttempts: order.deliveryAttempts + attempts.length }, events };
  }
  if (command.type === 'register_shipment') {
    const { type: _type, ...parcel } = command;
    const shipments = [...order.shipments, { ...parcel, registeredAt: now.toISOString() }];
    return { ok: true, order: { ...order, shipments }, events: [{ ...event, status: order.status }] };
  }
  if (command.type !== 'change_status' && command.type !== 'force_status') throw new Error(command.type);
  const { status } = command;
  if (order.status === 'cancelled') {
    return { ok: false, code: 'INVALID_TRANSITION', reason: 'final', currentStatus: 'cancelled', allowed: [] };
  }
  if (status === order.status) return { ok: true, order, events: [] };
  const reservedStock = status === 'cancelled' ? [] : order.reservedStock;
  const moved: Order = { ...order, status, reservedStock };
  return { ok: true, order: moved, events: [{ ...event, status, previousStatus: order.status }] };
};

const setUp = async (given: Partial<Order> = {}) => {
  const state: MemoryState = memoryState();
  const store = memoryOrderStore(state);
  const ids = seededIds();
  const clock = manualClock();
  const pauses: number[] = [];
  const { order, events } = created(anOrder({ orderId: 'o1', ...given }), ids);
  await store.create(order, events, { stockTaken: [] });
  clock.advance(60_000);
  const dependencies: CommandDependencies = {
    store,
    decide,
    clock,
    ids,
    workflows: { find: async (id, version) => findWorkflow(id, version), findActive: async (id) => findWorkflow(id) },
    backoff: {
      pause: async (attempt) => {
        pauses.push(attempt);
      },
    },
  };
  return { state, store, dependencies, pauses, order, clock };
};

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

describe('applying scans', () => {
  const scans = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) =>
      aScan({
        scanId: `s${from + i}`,
        milestone: 'delivery_attempted',
        occurredAt: new Date(Date.UTC(2026, 2, 2, 0, from + i)).toISOString(),
      }),
    );
  const apply = (recorded: ReturnType<typeof scans>) =>
    ({
      orderId: 'o1',
      actor: { role: 'carrier', id: 'fedex' },
      command: { type: 'apply_scans', trackingNumber: '122816215025810', scans: recorded },
    }) as const;

  it('decides on what is new to the order, and records it', async () => {
    const { dependencies, store } = await setUp();
    expect(await executeCommand(dependencies, apply(scans(0, 2)))).toMatchObject({ changed: true, scansRecorded: 2 });
    expect(await executeCommand(dependencies, apply(scans(0, 3)))).toMatchObject({ changed: true, scansRecorded: 1 });
    expect(await executeCommand(dependencies, apply(scans(0, 3)))).toMatchObject({ changed: false, scansRecorded: 0 });
    expect(await store.get('o1')).toMatchObject({ deliveryAttempts: 3, version: 4 });
    expect((await store.scans('o1', { limit: 10 })).scans).toEqual(scans(0, 3));
  });

  it('records a scan that changes nothing', async () => {
    const { dependencies, store, order } = await setUp();
    const silent = aScan({ scanId: 'silent' });
    expect(await executeCommand(dependencies, apply([silent]))).toMatchObject({ changed: false, scansRecorded: 1 });
    expect(await store.get('o1')).toEqual(order);
    expect((await store.scans('o1', { limit: 10 })).scans).toEqual([silent]);
  });

  it('counts a scan once that is sent to several at the same moment', async () => {
    const { dependencies, store } = await setUp();
    await Promise.all(Array.from({ length: 5 }, () => executeCommand(dependencies, apply(scans(0, 4)))));
    expect(await store.get('o1')).toMatchObject({ deliveryAttempts: 4, version: 5 });
  });

  it('takes more than a transaction holds in portions, by their time', async () => {
    const { dependencies, store } = await setUp();
    const recorded = scans(0, 100);
    const result = await executeCommand(dependencies, apply(recorded.toReversed()));
    expect(result).toMatchObject({ ok: true, changed: true, scansRecorded: 100, order: { deliveryAttempts: 100 } });
    const { events } = await store.history('o1', { limit: 200 });
    expect(events.slice(1).map(({ occurredAt }) => occurredAt)).toEqual(recorded.map(({ occurredAt }) => occurredAt));
    expect(result.ok && result.events).toHaveLength(100);
  });
});
