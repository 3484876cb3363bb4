import {
  type Claim,
  type ClaimResult,
  type IdempotencyStore,
  LEASE_SECONDS,
  RETENTION_SECONDS,
} from '../../../shared/orders/use-cases/idempotency.ts';
import type { ListingStore } from '../../../shared/orders/use-cases/listing-store.ts';
import { type MemoryClaim, type MemoryState, memoryKey } from './memory-state.ts';

/** Managed listings of a memory state: the order store on the same state takes from their stock. */
export const memoryListingStore = (state: MemoryState): ListingStore => ({
  get: async (sellerId, listingId) => structuredClone(state.listings.get(memoryKey(sellerId, listingId))),
  put: async (listing, expectedVersion) => {
    const key = memoryKey(listing.sellerId, listing.listingId);
    const before = state.listings.get(key);
    const version = before?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== version) return { outcome: 'conflict' };
    const {
      stock = before?.stock ?? null,
      available = before?.available ?? true,
      availableFrom = before?.availableFrom ?? null,
      ...rest
    } = listing;
    const stored = {
      ...rest,
      available,
      version: version + 1,
      ...(stock !== null && { stock }),
      ...(availableFrom !== null && { availableFrom }),
    };
    state.listings.set(key, stored);
    return { outcome: 'stored', listing: stored };
  },
});

const refusalBy = (record: MemoryClaim, claim: Claim): ClaimResult | undefined => {
  const now = claim.now.getTime();
  if (now - record.now.getTime() >= RETENTION_SECONDS * 1000) return undefined;
  if (record.requestDigest !== claim.requestDigest) return { kind: 'mismatch' };
  if (record.response !== undefined) return { kind: 'replay', response: record.response };
  const millisecondsLeft = record.leaseUntil.getTime() - now;
  return millisecondsLeft > 0
    ? { kind: 'in_progress', retryAfterSeconds: Math.ceil(millisecondsLeft / 1000) }
    : undefined;
};

/** Idempotency records of a memory state: the order store on the same state completes them. */
export const memoryIdempotencyStore = (state: MemoryState): IdempotencyStore => ({
  claim: async (claim) => {
    const key = memoryKey(claim.scope, claim.key);
    const record = state.idempotency.get(key);
    const refusal = record && refusalBy(record, claim);
    if (refusal) return refusal;
    state.idempotency.set(key, { ...claim, leaseUntil: new Date(claim.now.getTime() + LEASE_SECONDS * 1000) });
    return { kind: 'claimed', claimId: claim.claimId };
  },
  complete: async ({ scope, key, claimId, response }) => {
    const record = state.idempotency.get(memoryKey(scope, key));
    if (record?.claimId !== claimId || record.response !== undefined) return false;
    state.idempotency.set(memoryKey(scope, key), { ...record, response });
    return true;
  },
  release: async (scope, key, claimId) => {
    const record = state.idempotency.get(memoryKey(scope, key));
    if (record?.claimId === claimId && record.response === undefined) state.idempotency.delete(memoryKey(scope, key));
  },
});
