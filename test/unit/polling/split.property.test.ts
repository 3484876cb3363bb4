import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyUpdate } from '../../../shared/carriers/receive-webhook.ts';
import { withoutSuperseded } from '../../../shared/carriers/settle-returns.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type PollingWorld, pollingWorld } from '../../support/polling/polling-world.ts';
import { asOf, JOURNEY_WIRES, type JourneyWire, parcelOf } from '../carriers/support/journey-wires.ts';
import { read } from '../carriers/support/read.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const NOW = '2026-03-20T10:00:00.000Z';
const ORDER_ID = 'ord_1234567';
const RUNS = 6;

/** A scan that is pushed, or after which the carrier is asked. */
interface Step {
  readonly scan: number;
  readonly via: 'push' | 'poll';
}

const isDelivery = ({ id }: JourneyWire): boolean => id === 'uber' || id === 'doordash';

const GROCERY: Partial<Order> = {
  orderType: 'grocery',
  workflow: { id: 'grocery', version: 1 },
  status: 'ready_for_pickup',
  phase: 'ready',
  fulfilmentType: 'delivery',
};

const begin = async (world: PollingWorld, { id, ...wire }: JourneyWire, trackingNumber: string): Promise<void> => {
  const createdAt = new Date(START - 3_600_000).toISOString();
  const parcel = { shipmentId: 'shp_1', trackingNumber, carrier: id, registeredAt: createdAt };
  const more = isDelivery({ id, ...wire })
    ? GROCERY
    : ({ status: 'processing', phase: 'preparing', shipments: [parcel] } as const);
  await world.addOrder({ orderId: ORDER_ID, createdAt, statusSince: createdAt, updatedAt: createdAt, ...more });
};

/** Whatever parcels the order has by now are asked for at once. */
const poll = async (world: PollingWorld, { id }: JourneyWire): Promise<void> => {
  const now = world.clock.now().toISOString();
  const { shipments = [] } = (await world.store.get(ORDER_ID)) ?? {};
  for (const { trackingNumber } of shipments)
    await world.polls.start({ carrier: id, trackingNumber, registeredAt: now }, now);
  await world.run(id);
};

const travel = async (wire: JourneyWire, journey: string, steps: readonly Step[]) => {
  const world = pollingWorld();
  world.clock.set(NOW);
  const parcel = parcelOf(wire, journey, START, ORDER_ID);
  await begin(world, wire, read(wire.id, wire.poll(parcel), NOW).parcels[0]?.trackingNumber ?? '');
  let known = parcel.scans[0];
  for (const { scan: index, via } of steps) {
    const scan = parcel.scans[index];
    if (scan === undefined) continue;
    // What a carrier has pushed, its API knows.
    if (known === undefined || scan.at > known.at) known = scan;
    const pushed = via === 'push' ? wire.push(parcel, scan) : undefined;
    if (pushed !== undefined) await applyUpdate(world, wire.id, read(wire.id, pushed, NOW));
    if (pushed === undefined) {
      world.apiOf(wire.id).put(asOf(parcel, known));
      await poll(world, wire);
    }
  }
  world.apiOf(wire.id).put(parcel);
  await poll(world, wire);
  // What a webhook brought last was waited for: it is asked for once more.
  world.clock.advance(9 * 3_600_000);
  await poll(world, wire);
  return world;
};

const outcomeOf = async (world: PollingWorld) => {
  const order = await world.store.get(ORDER_ID);
  const { scans } = await world.store.scans(ORDER_ID, { limit: 100 });
  const timeline = withoutSuperseded(scans).map(({ occurredAt, milestone, reason, rawCode }) => ({
    occurredAt,
    milestone,
    reason,
    rawCode,
  }));
  return {
    status: order?.status,
    phase: order?.phase,
    attempts: order?.deliveryAttempts,
    parcels: order?.shipments.map(({ milestone, lastScanAt, ended, estimatedDelivery }) => ({
      milestone,
      lastScanAt,
      ended,
      estimatedDelivery,
    })),
    timeline,
  };
};

/** Without the day that carriers name only while a parcel is on its way: who hears of the end first hears of none. */
const endOf = ({ timeline: _timeline, parcels = [], ...state }: Awaited<ReturnType<typeof outcomeOf>>) => ({
  ...state,
  parcels: parcels.map(({ estimatedDelivery: _estimate, ...parcel }) => parcel),
});

/** How often the customer was notified of each thing. */
const noticesOf = async (world: PollingWorld): Promise<ReadonlyMap<string, number>> => {
  const { events } = await world.store.history(ORDER_ID, { after: 0, limit: 200 });
  const types = events.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'notify' && effect.audience === 'customer' ? [effect.type] : [])),
  );
  return new Map([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

/**
 * The API of a delivery provider shows what a delivery is, and not all that it was: what nobody pushed in between is in no
 * list, and the end is the same. A delivery is known to us by its first push: all others in any order, by either path, some
 * twice.
 */
const anySteps = (wire: JourneyWire, journey: string): fc.Arbitrary<readonly Step[]> => {
  const parcel = parcelOf(wire, journey, START, ORDER_ID);
  const count = parcel.scans.length;
  const firstPushed = parcel.scans.findIndex((scan) => wire.push(parcel, scan) !== undefined);
  const all = Array.from({ length: count }, (_, scan) => scan);
  const via = fc.constantFrom<Step['via']>('push', 'poll');
  return fc
    .tuple(fc.shuffledSubarray(all, { minLength: count }), fc.array(fc.nat({ max: count - 1 }), { maxLength: 3 }))
    .chain(([order, again]) => fc.tuple(...[...order, ...again].map((scan) => via.map((how) => ({ scan, via: how })))))
    .map((steps) => (isDelivery(wire) ? [{ scan: firstPushed, via: 'push' as const }, ...steps] : steps));
};

describe.each(JOURNEY_WIRES)('$id, asked by the worker and pushing in between', (wire) => {
  it.each(Object.keys(wire.journeys))('ends in one place after %s', async (journey) => {
    const count = wire.journeys[journey]?.length ?? 0;
    const inOrder = Array.from({ length: count }, (_, scan): Step => ({ scan, via: 'push' }));
    const expectedWorld = await travel(wire, journey, inOrder);
    const [expected, usual] = [await outcomeOf(expectedWorld), await noticesOf(expectedWorld)];
    await fc.assert(
      fc.asyncProperty(anySteps(wire, journey), async (steps) => {
        const world = await travel(wire, journey, steps);
        const outcome = await outcomeOf(world);
        expect(endOf(outcome)).toEqual(endOf(expected));
        if (!isDelivery(wire)) expect(outcome.timeline).toEqual(expected.timeline);
        expect(expected.timeline).toEqual(expect.arrayContaining(outcome.timeline));
        for (const [type, times] of await noticesOf(world))
          expect([type, times <= Math.max(1, usual.get(type) ?? 0)]).toEqual([type, true]);
      }),
      { numRuns: RUNS },
    );
  });
});
