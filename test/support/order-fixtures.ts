import type { Clock, IdSource } from '../../shared/clock/clock.ts';
import { monotonicIds } from '../../shared/clock/monotonic-ids.ts';
import type { OrderEvent, OrderEventDraft } from '../../shared/contract/events.ts';
import type { Order, Scan } from '../../shared/orders/model/order.ts';
import { numbered } from '../../shared/orders/use-cases/change.ts';

/** A clock that stands where a test puts it. */
export interface ManualClock extends Clock {
  set(instant: Date | string): void;
  advance(milliseconds: number): void;
}

export const manualClock = (start = '2026-03-01T10:00:00.000Z'): ManualClock => {
  let now = Date.parse(start);
  return {
    now: () => new Date(now),
    set: (instant) => {
      now = new Date(instant).getTime();
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
};

/** Uniform in [0, 1) and the same sequence for the same seed (mulberry32). */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const seededIds = (seed = 1): IdSource => monotonicIds(seededRandom(seed));

/** A confirmed parcel order of two hens' worth of eggs; `version` 0, as `decided` expects a new one. */
export const anOrder = (given: Partial<Order> & { readonly orderId: string }): Order => ({
  orderNumber: `ORD-2026-${given.orderId}`,
  orderType: 'standard',
  workflow: { id: 'parcel', version: 1 },
  status: 'confirmed',
  phase: 'confirmed',
  version: 0,
  statusSince: '2026-03-01T10:00:00.000Z',
  createdAt: '2026-03-01T10:00:00.000Z',
  updatedAt: '2026-03-01T10:00:00.000Z',
  buyerId: 'buyer-1',
  sellerId: 'seller-1',
  customer: { name: 'Ana Ruiz', email: 'ana@example.com' },
  locale: 'es',
  items: [{ itemId: 'itm_1', name: 'Eggs', quantity: 12, unitPrice: '0.35' }],
  totalAmount: '4.20',
  currency: 'EUR',
  payment: { method: 'fiat', status: 'confirmed' },
  fulfilmentType: 'shipping',
  shipments: [],
  deliveryAttempts: 0,
  substitutions: [],
  stamps: {},
  firedDeadlines: {},
  reservedStock: [],
  ...given,
});

/** Received a minute after it was made, unless said. */
export const aScan = (given: Partial<Scan> & { readonly scanId: string }): Scan => {
  const { occurredAt = '2026-03-02T08:00:00.000Z' } = given;
  return {
    carrier: 'fedex',
    trackingNumber: '122816215025810',
    occurredAt,
    milestone: 'in_transit',
    rawCode: 'IT',
    recordedAt: new Date(Date.parse(occurredAt) + 60_000).toISOString(),
    ...given,
  };
};

const draftOf = (order: Order, given: Partial<OrderEventDraft>): OrderEventDraft => ({
  type: 'status_changed',
  actor: { role: 'seller', id: 'seller-1' },
  occurredAt: order.updatedAt,
  status: order.status,
  phase: order.phase,
  effects: [],
  ...given,
});

/** A new order at version 1 with its first event. */
export const created = (
  order: Order,
  ids: IdSource,
  now = new Date(order.createdAt),
): { readonly order: Order; readonly events: readonly OrderEvent[] } =>
  numbered(
    order,
    [draftOf(order, { type: 'order_created', ...(order.metadata ? { metadata: order.metadata } : {}) })],
    0,
    now,
    ids,
  );

/** The next version of an order, with so many events. */
export const changed = (
  before: Order,
  change: Partial<Order>,
  ids: IdSource,
  options: { readonly now?: Date; readonly events?: number } = {},
): { readonly order: Order; readonly events: readonly OrderEvent[] } => {
  const after = { ...before, ...change };
  const drafts = Array.from({ length: options.events ?? 1 }, () => draftOf(after, { previousStatus: before.status }));
  return numbered(after, drafts, before.version, options.now ?? new Date(before.updatedAt), ids);
};
