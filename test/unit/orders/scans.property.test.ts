import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leadMilestone } from '../../../shared/orders/engine/lead-milestone.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import { MILESTONES, type Milestone } from '../../../shared/workflows/workflow.ts';
import { hours, orderIn, parcelOf, scanOf, workflowOf } from '../workflows/support/orders.ts';
import { accept, scanned } from './support/decisions.ts';

const shipping = (workflowId: string, status: string): Order =>
  orderIn(workflowId, status, { shipments: [parcelOf('T1')] });

/** The scans dealt out over several deliveries, in any order, some of them more than once. */
const dealt = (scans: readonly Scan[]): fc.Arbitrary<readonly (readonly Scan[])[]> =>
  fc
    .shuffledSubarray([...scans, ...scans], { minLength: scans.length })
    .map((some) => [...some, ...scans])
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
    .chain((all) =>
      fc
        .array(fc.integer({ min: 1, max: 4 }), { minLength: all.length, maxLength: all.length })
        .map((sizes) => sizes.map((size, index) => all.slice(start(sizes, index), start(sizes, index) + size))),
    );

const start = (sizes: readonly number[], index: number): number =>
  sizes.slice(0, index).reduce((sum, size) => sum + size, 0);

const deliverAll = (order: Order, deliveries: readonly (readonly Scan[])[]): Order =>
  deliveries.reduce((current, scans) => scanned(current, scans).order, order);

/** What the scans alone decide. */
const scanState = ({ shipments, lastScanAt, deliveryAttempts }: Order) => ({
  lastScanAt,
  deliveryAttempts,
  shipments: shipments.map(({ attemptScanIds = [], ...rest }) => ({ ...rest, attempts: attemptScanIds.toSorted() })),
});

const anyScan = fc
  .tuple(fc.constantFrom(...MILESTONES), fc.integer({ min: 1, max: 12 }))
  .map(([milestone, hour]) => scanOf(milestone, hour));
const someScans = fc.array(anyScan, { minLength: 1, maxLength: 8 });

/** Days apart, so that a label shows what was of an earlier parcel. */
const farApart = fc.array(
  fc.tuple(fc.constantFrom(...MILESTONES), fc.integer({ min: 1, max: 90 })).map(([name, hour]) => scanOf(name, hour)),
  { minLength: 1, maxLength: 6 },
);

/** A parcel's life as it should be, any part of it left out. */
const JOURNEY: readonly Milestone[] = [
  'label_created',
  'picked_up',
  'in_transit',
  'arrived_at_facility',
  'customs',
  'out_for_delivery',
  'delivery_attempted',
  'available_for_pickup',
  'delivered',
];
const journey = fc
  .subarray([...JOURNEY], { minLength: 1 })
  .map((milestones) => milestones.map((milestone, index) => scanOf(milestone, index + 1)));

const BEFORE_SHIPPING = { parcel: 'processing', subscription: 'processing', marketplace: 'ready_to_ship' } as const;
const shippingWorkflow = fc.constantFrom(...(Object.keys(BEFORE_SHIPPING) as (keyof typeof BEFORE_SHIPPING)[]));

describe('whatever order and number of times scans arrive in', () => {
  test('the parcel ends as the scans alone say', () => {
    fc.assert(
      fc.property(
        someScans.chain((scans) => fc.tuple(fc.constant(scans), dealt(scans))),
        ([scans, deliveries]) => {
          const order = shipping('parcel', 'processing');
          expect(scanState(deliverAll(order, deliveries))).toEqual(scanState(scanned(order, scans).order));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('an ordinary journey ends in the same status, and never goes backwards', () => {
    fc.assert(
      fc.property(
        shippingWorkflow,
        journey.chain((scans) => fc.tuple(fc.constant(scans), dealt(scans))),
        (workflowId, [scans, deliveries]) => {
          const order = shipping(workflowId, BEFORE_SHIPPING[workflowId]);
          const inOrder = scanned(order, scans).order;
          expect(deliverAll(order, deliveries).status).toBe(inOrder.status);
          const states: Order[] = [order];
          for (const batch of deliveries) states.push(scanned(states.at(-1) ?? order, batch).order);
          const positions = states.map(({ status }) => Object.keys(workflowOf(workflowId).statuses).indexOf(status));
          expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('reported again from the beginning, nothing changes', () => {
    fc.assert(
      fc.property(shippingWorkflow, fc.oneof(someScans, farApart), (workflowId, scans) => {
        const { order } = scanned(shipping(workflowId, BEFORE_SHIPPING[workflowId]), scans);
        expect(scanned(order, scans)).toEqual({ ok: true, order, events: [] });
      }),
      { numRuns: 1_000 },
    );
  });

  test('each event follows an edge that the workflow allows to carriers, at the time of one of the scans', () => {
    fc.assert(
      fc.property(shippingWorkflow, someScans, (workflowId, scans) => {
        const { events } = scanned(shipping(workflowId, BEFORE_SHIPPING[workflowId]), scans);
        const edges = workflowOf(workflowId)
          .transitions.filter(({ roles }) => roles.includes('carrier'))
          .map(({ from, to }) => `${from}→${to}`);
        const moves = events.filter(({ previousStatus, status }) => previousStatus !== status);
        expect(moves.filter(({ previousStatus, status }) => !edges.includes(`${previousStatus}→${status}`))).toEqual(
          [],
        );
        expect(events.filter(({ occurredAt }) => !scans.some((scan) => scan.occurredAt === occurredAt))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

/** Some of a journey's scans sent with a clock that is hours ahead, and some of an older parcel under the number. */
const DOUBTFUL = fc.record({
  ahead: fc.subarray(JOURNEY.map((_, index) => index)),
  hoursAhead: fc.integer({ min: 1, max: 20 }),
  older: fc.array(fc.tuple(fc.constantFrom(...MILESTONES), fc.integer({ min: 15 * 24, max: 2_000 * 24 })), {
    maxLength: 4,
  }),
});

/** All of them were received when the journey was over. */
const RECEIVED_HOUR = JOURNEY.length + 1;

const doubtfulJourney = fc.tuple(journey, DOUBTFUL).map(([scans, { ahead, hoursAhead, older }]) => {
  const recordedAt = hours(RECEIVED_HOUR).toISOString();
  const own = scans.map((scan, index) =>
    ahead.includes(index)
      ? { ...scan, recordedAt, occurredAt: hours(RECEIVED_HOUR + hoursAhead + index / 100).toISOString() }
      : { ...scan, recordedAt },
  );
  const others = older.map(([milestone, age]) => ({ ...scanOf(milestone, -age), recordedAt }));
  return { scans, doubtful: [...own, ...others] };
});

describe('scans with times that are not their own', () => {
  test('end a journey in the same status, in whatever order and number of times they arrive', () => {
    fc.assert(
      fc.property(
        shippingWorkflow,
        doubtfulJourney.chain(({ scans, doubtful }) => fc.tuple(fc.constant(scans), dealt(doubtful))),
        (workflowId, [scans, deliveries]) => {
          const order = shipping(workflowId, BEFORE_SHIPPING[workflowId]);
          expect(deliverAll(order, deliveries).status).toBe(scanned(order, scans).order.status);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('keep an order of two parcels waiting for neither, nor hurry it', () => {
    fc.assert(
      fc.property(
        doubtfulJourney.chain(({ scans, doubtful }) => fc.tuple(fc.constant(scans), dealt(doubtful))),
        ([scans, deliveries]) => {
          const two = orderIn('parcel', 'processing', { shipments: [parcelOf('T1'), parcelOf('T2')] });
          const other = { trackingNumber: 'T2', scanId: 'T2-delivered' };
          const arrives = (order: Order): Order =>
            accept(
              order,
              { type: 'apply_scans', trackingNumber: 'T2', scans: [scanOf('delivered', 3, other)] },
              'carrier',
              hours(1000),
            ).order;
          expect(arrives(deliverAll(two, deliveries)).status).toBe(arrives(scanned(two, scans).order).status);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('of another parcel alone move nothing, send nothing and are no event', () => {
    fc.assert(
      fc.property(shippingWorkflow, DOUBTFUL, (workflowId, { older }) => {
        const order = shipping(workflowId, BEFORE_SHIPPING[workflowId]);
        const scans = older.map(([milestone, age]) => scanOf(milestone, -age));
        expect(scanned(order, scans)).toEqual({ ok: true, order, events: [] });
      }),
    );
  });
});

describe('the leading parcel', () => {
  const parcels = (milestones: readonly (Milestone | undefined)[]) => ({
    shipments: milestones.map((milestone, index) => ({
      ...parcelOf(`T${index}`),
      ...(milestone ? { milestone, placed: { milestone, occurredAt: parcelOf('T0').registeredAt } } : {}),
    })),
  });
  const ENDED: readonly (Milestone | undefined)[] = ['delivered', 'returned', 'cancelled'];
  const anyMilestone = fc.option(fc.constantFrom(...MILESTONES.filter((milestone) => milestone !== 'unknown')), {
    nil: undefined,
  });

  test('does not depend on the order of the parcels', () => {
    fc.assert(
      fc.property(
        fc
          .array(anyMilestone, { minLength: 1, maxLength: 5 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(leadMilestone(parcels(shuffled))).toEqual(leadMilestone(parcels(list)));
        },
      ),
    );
  });

  test('is never an ended one while another is on its way', () => {
    fc.assert(
      fc.property(fc.array(anyMilestone, { minLength: 1, maxLength: 5 }), (list) => {
        const lead = leadMilestone(parcels(list));
        const isAllEnded = list.every((milestone) => ENDED.includes(milestone));
        expect(ENDED.includes(lead?.milestone)).toBe(isAllEnded);
        expect(lead?.delivered).toBe(list.filter((milestone) => milestone === 'delivered').length);
      }),
    );
  });

  test.each([
    [['delivered', 'in_transit'], 'in_transit'],
    [['out_for_delivery', 'in_transit'], 'in_transit'],
    [['delivered', undefined], 'label_created'],
    [['out_for_delivery', 'exception'], 'exception'],
    [['delivered', 'returned'], 'delivered'],
    [['returned', 'cancelled'], 'returned'],
    [['cancelled'], 'cancelled'],
  ] as const)('of %j is %s', (milestones, expected) => {
    expect(leadMilestone(parcels(milestones))?.milestone).toBe(expected);
  });

  test('is nothing without parcels', () => {
    expect(leadMilestone({ shipments: [] })).toBeUndefined();
  });
});
