import { SECONDS_A_DAY } from '../../calendar/durations.ts';
import type { Clock, IdSource } from '../../clock/clock.ts';
import { sha256 } from '../../security/digest.ts';
import type { IdempotencyCompletion } from './order-store.ts';

export type StoredResponse = IdempotencyCompletion['response'];

export type ClaimResult =
  /** The request is this caller's to carry out: complete or release the claim. */
  | { readonly kind: 'claimed'; readonly claimId: string }
  /** Carried out before: the same response again. */
  | { readonly kind: 'replay'; readonly response: StoredResponse }
  /** The first one is still running. */
  | { readonly kind: 'in_progress'; readonly retryAfterSeconds: number }
  /** The key was used for another request. */
  | { readonly kind: 'mismatch' };

export interface Claim {
  /** Whose key it is, and for what: keys of two callers or two routes never meet. */
  readonly scope: string;
  readonly key: string;
  readonly requestDigest: string;
  readonly claimId: string;
  readonly now: Date;
}

/** As long as a request may run: after that its claim is there for the taking. */
export const LEASE_SECONDS = 30;
/** How long a response is replayed. */
export const RETENTION_SECONDS = SECONDS_A_DAY;

export interface IdempotencyStore {
  claim(claim: Claim): Promise<ClaimResult>;
  /**
   * Stores the response, where no order's transaction does. `false`: the claim was taken over, and the response
   * of whoever holds it now counts.
   */
  complete(completion: IdempotencyCompletion): Promise<boolean>;
  /** After a failure that changed nothing: the same request may come again at once. */
  release(scope: string, key: string, claimId: string): Promise<void>;
}

/** What distinguishes one request from another under the same key. */
export const requestDigest = (body: string | Uint8Array): string => sha256(body, 'base64url');

/** Claims a caller's `Idempotency-Key` for a request with this body. */
export const claimRequest = (
  dependencies: { readonly store: IdempotencyStore; readonly clock: Clock; readonly ids: IdSource },
  request: { readonly scope: string; readonly key: string; readonly body: string | Uint8Array },
): Promise<ClaimResult> => {
  const now = dependencies.clock.now();
  return dependencies.store.claim({
    scope: request.scope,
    key: request.key,
    requestDigest: requestDigest(request.body),
    claimId: dependencies.ids.ulid(now),
    now,
  });
};
