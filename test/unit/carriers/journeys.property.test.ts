import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyUpdate } from '../../../shared/carriers/receive-webhook.ts';
import { withoutSuperseded } from '../../../shared/carriers/settle-returns.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { type WebhookWorld, webhookWorld } from '../../support/webhook-fixtures.ts';
import { asOf, JOURNEY_WIRES, type JourneyWire, parcelOf } from './support/journey-wires.ts';
import { read } from './support/read.ts';

const START = Date.parse('2026-03-02T08:00:00Z');
const NOW = '2026-03-20T10:00:00.000Z';
const ORDER_ID = 'ord_1234567';

/** How one scan is reported. */
type Via = 'push' | 'poll' | 'push twice' | 'both';
interface Report {
  readonly scan: number;
  readonly via: Via;
}

const isDelivery = ({ id }: JourneyWire): boolean => id === 'uber' || id === 'doordash';

const GROCERY: Partial<Order> = {
  orderType: 'grocery',
  workflow: { id: 'grocery', version: 1 },
  status: 'ready_for_pickup',
  phase: 'ready',
  fulfilmentType: 'delivery',
};

const addOrder = (world: WebhookWorld, wire: JourneyWire, trackingNumber: string): Promise<Order> => {
  const createdAt = new Date(START - 3_600_000).toISOString();
  const shipment = { shipmentId: 'shp_1', trackingNumber, carrier: wire.id, registeredAt: createdAt };
  return world.addOrder({
    orderId: ORDER_ID,
    createdAt,
    ...(isDelivery(wire) ? GROCERY : { status: 'processing', phase: 'preparing', shipments: [shipment] }),
  });
};

/** What people see in the end, without when and by which report it came. */
const outcomeOf = async (world: WebhookWorld) => {
  const order = await world.store.get(ORDER_ID);
  if (order === undefined) throw new Error('no order');
  const { scans } = await world.store.scans(ORDER_ID, { limit: 100 });
  return {
    order: {
      status: order.status,
      phase: order.phase,
      attempts: order.deliveryAttempts,
      driver: order.driver?.name,
      parcels: order.shipments.map(({ shipmentId: _id, registeredAt: _at, attemptScanIds = [], ...parcel }) => ({
        ...parcel,
        attemptScanIds: attemptScanIds.toSorted(),
      })),
    },
    scans: withoutSuperseded(scans).map(({ recordedAt: _recordedAt, scanId: _scanId, ...scan }) => scan),
  };
};

/** How often the customer was notified of each thing. */
const noticesOf = (events: readonly OrderEvent[]): ReadonlyMap<string, number> => {
  const types = events.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'notify' && effect.audience === 'customer' ? [effect.type] : [])),
  );
  return new Map([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

const historyOf = async (world: WebhookWorld) => (await world.store.history(ORDER_ID, { after: 0, limit: 200 })).events;

/** A journey, reported as said, and asked for once more in the end. */
const travel = async (wire: JourneyWire, journey: string, reports: readonly Report[]) => {
  const world = webhookWorld();
  world.clock.set(NOW);
  const parcel = parcelOf(wire, journey, START, ORDER_ID);
  await addOrder(world, wire, read(wire.id, wire.poll(parcel), NOW).parcels[0]?.trackingNumber ?? '');
  const take = (payload: unknown) => applyUpdate(world, wire.id, read(wire.id, payload, NOW));
  for (const { scan: index, via } of reports) {
    const scan = parcel.scans[index];
    if (scan === undefined) continue;
    const pushed = wire.push(parcel, scan);
    const polled = wire.poll(asOf(parcel, scan));
    const isPolled = via === 'poll' || via === 'both' || pushed === undefined;
    if (pushed !== undefined && via !== 'poll') await take(pushed);
    if (isPolled) await take(polled);
    if (via === 'push twice' && pushed !== undefined) await take(pushed);
  }
  await take(wire.poll(parcel));
  const events = await historyOf(world);
  return { outcome: await outcomeOf(world), notices: noticesOf(events), events };
};

const inOrder = (wire: JourneyWire, journey: string): readonly Report[] =>
  (wire.journeys[journey] ?? []).map((_stop, scan) => ({ scan, via: 'push' }));

const anyReports = (count: number): fc.Arbitrary<readonly Report[]> => {
  const via = fc.constantFrom<Via>('push', 'poll', 'push twice', 'both');
  const all = Array.from({ length: count }, (_, scan) => scan);
  return fc
    .tuple(fc.shuffledSubarray(all, { minLength: count }), fc.array(fc.nat({ max: count - 1 }), { maxLength: 4 }))
    .chain(([order, again]) =>
      fc.tuple(...[...order, ...again].map((scan) => via.map((how): Report => ({ scan, via: how })))),
    );
};

/** Every status follows from the one before it, and no time runs backwards in any of them. */
const isChain = (events: readonly OrderEvent[]): boolean =>
  events.every((event, i) => event.previousStatus === undefined || event.previousStatus === events[i - 1]?.status);

describe.each(JOURNEY_WIRES)('$id', (wire) => {
  it.each(Object.keys(wire.journeys))(
    'ends in one place after %s, whatever comes when, how and how often',
    async (journey) => {
      const expected = await travel(wire, journey, inOrder(wire, journey));
      const count = wire.journeys[journey]?.length ?? 0;
      await fc.assert(
        fc.asyncProperty(anyReports(count), async (reports) => {
          const { outcome, notices, events } = await travel(wire, journey, reports);
          expect(outcome).toEqual(expected.outcome);
          expect(isChain(events)).toBe(true);
          for (const [type, times] of notices)
            expect([type, times <= Math.max(1, expected.notices.get(type) ?? 0)]).toEqual([type, true]);
        }),
        { numRuns: 15 },
      );
    },
  );
});
