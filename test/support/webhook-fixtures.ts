import type { ParkedScan, ParkedScanStore } from '../../shared/carriers/parked-scan-store.ts';
import { decide } from '../../shared/orders/commands/decide.ts';
import type { DriverLocation } from '../../shared/orders/model/driver-location.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import type { CommandDependencies } from '../../shared/orders/use-cases/execute-command.ts';
import type { LocationStore } from '../../shared/orders/use-cases/location-store.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import type { AuditEntry } from '../../shared/security/audit.ts';
import type { AuditStore } from '../../shared/security/audit-store.ts';
import type { RateLimitStore } from '../../shared/security/rate-limit-store.ts';
import type { WebhookState, WebhookStore } from '../../shared/webhooks/webhook-store.ts';
import type { WebhookTelemetry } from '../../shared/webhooks/webhook-telemetry.ts';
import { findWorkflow } from '../../shared/workflows/catalog.ts';
import { memoryOrderStore } from './memory/memory-order-store.ts';
import { anOrder, created, type ManualClock, manualClock, seededIds } from './order-fixtures.ts';

/** Everything that a webhook meets, in memory, with doors for a test to look and to break things. */
export interface WebhookWorld extends CommandDependencies {
  readonly clock: ManualClock;
  readonly webhooks: WebhookStore;
  /** How far each raw event has come that is stored. */
  stored(): readonly WebhookState[];
  readonly parked: ParkedScanStore & { readonly waiting: () => readonly ParkedScan[] };
  readonly locations: Pick<LocationStore, 'put'> & { readonly stored: readonly DriverLocation[] };
  readonly rates: RateLimitStore;
  readonly audit: Pick<AuditStore, 'append'> & { readonly entries: readonly AuditEntry[] };
  readonly telemetry: WebhookTelemetry & {
    readonly counts: Readonly<Record<string, number>>;
    /** `WebhookRefused fedex 1`, in their order. */
    readonly counted: readonly string[];
    readonly lines: readonly { readonly message: string; readonly details: Readonly<Record<string, unknown>> }[];
  };
  /** The next call of the order store's method fails with this. */
  breakNext(method: keyof OrderStore, error: Error): void;
  /** Runs before the next call of the order store's method. */
  beforeNext(method: keyof OrderStore, act: () => Promise<unknown>): void;
  limitRate(retryAfterSeconds: number): void;
  addOrder(given: Partial<Order> & { readonly orderId: string }): Promise<Order>;
}

const memoryWebhooks = (states: Map<string, WebhookState>): WebhookStore => {
  return {
    find: async (source, eventId) => states.get(`${source} ${eventId}`),
    store: async ({ source, eventId }, applied) => {
      if (states.get(`${source} ${eventId}`) === 'applied') return;
      states.set(`${source} ${eventId}`, applied === undefined ? 'received' : 'applied');
    },
  };
};

/** Scans that wait for their order, in memory. */
export const memoryParked = (store: Pick<OrderStore, 'findIdsByTrackingNumber'>): WebhookWorld['parked'] => {
  const stored = new Map<string, ParkedScan>();
  const keyOf = ({ scan }: Pick<ParkedScan, 'scan'>) => `${scan.trackingNumber} ${scan.occurredAt} ${scan.scanId}`;
  return {
    waiting: () => [...stored.values()],
    park: async (parked) => {
      for (const one of parked) if (!stored.has(keyOf(one))) stored.set(keyOf(one), one);
    },
    find: async (trackingNumber) => ({
      parked: [...stored.entries()]
        .filter(([, { scan }]) => scan.trackingNumber === trackingNumber)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([, parked]) => parked),
      claimants: await store.findIdsByTrackingNumber(trackingNumber),
    }),
    remove: async (scans) => {
      for (const scan of scans) stored.delete(keyOf({ scan }));
    },
  };
};

/** At most one for each second, and none that is older than what is stored. */
const memoryLocations = (): WebhookWorld['locations'] => {
  const stored: DriverLocation[] = [];
  const second = (at: string): number => Math.floor(Date.parse(at) / 1000);
  return {
    stored,
    put: async (location) => {
      const isOld = stored.some(({ orderId, at }) => orderId === location.orderId && second(at) >= second(location.at));
      if (isOld) return 'dropped';
      stored.push(location);
      return 'stored';
    },
  };
};

const memoryAudit = (): WebhookWorld['audit'] => {
  const entries: AuditEntry[] = [];
  return {
    entries,
    append: async (entry) => {
      entries.push(entry);
    },
  };
};

const memoryTelemetry = (): WebhookWorld['telemetry'] => {
  const counts: Record<string, number> = {};
  const counted: string[] = [];
  const lines: { message: string; details: Readonly<Record<string, unknown>> }[] = [];
  const write: WebhookTelemetry['info'] = (message, details) => {
    lines.push({ message, details });
  };
  return {
    counts,
    counted,
    lines,
    count: (metric, source, amount = 1) => {
      counts[metric] = (counts[metric] ?? 0) + amount;
      counted.push(`${metric} ${source} ${amount}`);
    },
    info: write,
    warn: write,
  };
};

type Interruptions = Map<PropertyKey, (() => Promise<unknown>)[]>;

const interruptible = (store: OrderStore, interruptions: Interruptions): OrderStore =>
  new Proxy(store, {
    get: (target, property, receiver) => {
      const method: unknown = Reflect.get(target, property, receiver);
      if (typeof method !== 'function') return method;
      return async (...args: readonly unknown[]) => {
        await interruptions.get(property)?.shift()?.();
        return method.apply(target, args);
      };
    },
  });

export const webhookWorld = (): WebhookWorld => {
  const clock = manualClock();
  const ids = seededIds();
  const interruptions: Interruptions = new Map();
  const store = interruptible(memoryOrderStore(), interruptions);
  let retryAfterSeconds = 0;
  const states = new Map<string, WebhookState>();
  /** By scope; a test's calls all fall into one window. */
  const takes = new Map<string, number>();
  const beforeNext: WebhookWorld['beforeNext'] = (method, act) => {
    interruptions.set(method, [...(interruptions.get(method) ?? []), act]);
  };
  return {
    clock,
    ids,
    store,
    decide,
    backoff: { pause: async () => {} },
    workflows: {
      find: async (id, version) => findWorkflow(id, version),
      findActive: async (id) => findWorkflow(id),
    },
    webhooks: memoryWebhooks(states),
    stored: () => [...states.values()],
    parked: memoryParked(store),
    locations: memoryLocations(),
    audit: memoryAudit(),
    telemetry: memoryTelemetry(),
    rates: {
      take: async (scope, { limit }) => {
        const taken = (takes.get(scope) ?? 0) + 1;
        takes.set(scope, taken);
        const isFull = retryAfterSeconds > 0 || taken > limit;
        return isFull ? { allowed: false, retryAfterSeconds: Math.max(1, retryAfterSeconds) } : { allowed: true };
      },
    },
    limitRate: (seconds) => {
      retryAfterSeconds = seconds;
    },
    beforeNext,
    breakNext: (method, error) => beforeNext(method, () => Promise.reject(error)),
    addOrder: async (given) => {
      const { order, events } = created(anOrder(given), ids, clock.now());
      const trackingClaims = order.shipments.map(({ trackingNumber, carrier, registeredAt }) => ({
        trackingNumber,
        carrier,
        claimedAt: registeredAt,
      }));
      await store.create(order, events, { trackingClaims, stockTaken: [] });
      return order;
    },
  };
};
