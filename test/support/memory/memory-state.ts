import type { Instant } from '../../../shared/calendar/instant.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import type { Claim, StoredResponse } from '../../../shared/orders/use-cases/idempotency.ts';
import type { ManagedListing } from '../../../shared/orders/use-cases/listing-store.ts';
import type { TrackingOwner } from '../../../shared/orders/use-cases/order-store.ts';
import type { AuditEntry } from '../../../shared/security/audit.ts';

export interface MemoryClaim extends Claim {
  readonly leaseUntil: Date;
  readonly response?: StoredResponse;
}

/** What the table holds, as plain maps: shared by the memory stores, as one transaction touches several of them. */
export interface MemoryState {
  readonly orders: Map<string, Order>;
  /** By order, in the order of `seq`. */
  readonly events: Map<string, readonly OrderEvent[]>;
  readonly scans: Map<string, ReadonlyMap<string, Scan>>;
  readonly orderIdByNumber: Map<string, string>;
  /** By tracking number: order → time of the claim. */
  readonly claims: Map<string, ReadonlyMap<string, Instant>>;
  /** By tracking number: carrier → the shop that has it. */
  readonly owners: Map<string, ReadonlyMap<string, TrackingOwner>>;
  /** By hash: the order that the transaction pays. */
  readonly transactions: Map<string, string>;
  readonly listings: Map<string, ManagedListing>;
  readonly idempotency: Map<string, MemoryClaim>;
  readonly audit: AuditEntry[];
  readonly lastNumber: Map<number, number>;
}

export const memoryState = (): MemoryState => ({
  orders: new Map(),
  events: new Map(),
  scans: new Map(),
  orderIdByNumber: new Map(),
  claims: new Map(),
  owners: new Map(),
  transactions: new Map(),
  listings: new Map(),
  idempotency: new Map(),
  audit: [],
  lastNumber: new Map(),
});

/** Ids may hold any character, so the parts of a composite key are kept apart as JSON. */
export const memoryKey = (...parts: readonly string[]): string => JSON.stringify(parts);
