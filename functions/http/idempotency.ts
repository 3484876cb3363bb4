import type { Clock, IdSource } from '../../shared/clock/clock.ts';
import { ProblemError } from '../../shared/contract/problem.ts';
import { claimRequest, type IdempotencyStore } from '../../shared/orders/use-cases/idempotency.ts';
import type { IdempotencyCompletion } from '../../shared/orders/use-cases/order-store.ts';
import { type Caller, callerName } from '../../shared/security/caller.ts';
import { parseJson } from './input.ts';
import type { ApiResponse } from './output.ts';

export interface IdempotentDependencies {
  readonly idempotency: IdempotencyStore;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** The parts of a request that distinguish it from others under the same key. */
export interface IdempotentRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Buffer;
  readonly caller: Caller;
}

/** Turns the response into what completes the record, for a transaction that writes both. */
export type CompleteWith = (response: ApiResponse) => IdempotencyCompletion;

/** A request that was carried out. */
export interface Carried {
  readonly response: ApiResponse;
  /** The transaction that did it has completed the record too. */
  readonly isRecorded: boolean;
}

/** Without a key there is nothing to complete. */
export type RunOnce = (completeWith: CompleteWith | undefined) => Promise<Carried>;

const KEY = /^[\x21-\x7e]{1,128}$/;

const keyOf = (headers: IdempotentRequest['headers']): string | undefined => {
  const key = headers['idempotency-key']?.trim();
  if (key === undefined) return undefined;
  if (KEY.test(key)) return key;
  throw new ProblemError('VALIDATION_FAILED', 'The idempotency key must have 1 to 128 visible characters', {
    errors: [{ path: 'Idempotency-Key', message: '1 to 128 visible characters' }],
  });
};

/** Headers that belong to the response itself, and come with it each time. */
const REPLAYED_HEADERS = ['ETag', 'Location'];

const replayedHeaders = (headers: ApiResponse['headers'] = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => REPLAYED_HEADERS.includes(name)));

const runClaimed = async (
  { idempotency }: IdempotentDependencies,
  claim: { readonly scope: string; readonly key: string; readonly claimId: string },
  run: RunOnce,
): Promise<ApiResponse> => {
  const completeWith: CompleteWith = ({ status, body, headers }) => ({
    ...claim,
    response: { statusCode: status, body: JSON.stringify(body), headers: replayedHeaders(headers) },
  });
  try {
    const { response, isRecorded } = await run(completeWith);
    if (!isRecorded) await idempotency.complete(completeWith(response));
    return response;
  } catch (error) {
    // Only an unfinished claim can be released: what was committed meanwhile stays.
    await idempotency.release(claim.scope, claim.key, claim.claimId);
    throw error;
  }
};

/** The members of an object in one sequence; everything else as it is. */
const inOneSequence = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** The body's value in one spelling: members in another sequence, spaces and `1.0` for `1` make no other request. */
const canonicalJson = (rawBody: Buffer): string => JSON.stringify(parseJson(rawBody) ?? {}, inOneSequence);

/**
 * Carries a creating request out once per `Idempotency-Key`, caller and target: the same request again, by the value of
 * its JSON, gets the first response with its headers; another one under the same key is refused. A refusal is not stored,
 * so that it may be mended and sent again.
 *
 * @param target What is created, and of which order: keys for two targets never meet.
 */
export const idempotently = async (
  dependencies: IdempotentDependencies,
  request: IdempotentRequest,
  target: string,
  run: RunOnce,
): Promise<ApiResponse> => {
  const key = keyOf(request.headers);
  if (key === undefined) return (await run(undefined)).response;
  const scope = `${target}|${callerName(request.caller)}`;
  const { idempotency: store, clock, ids } = dependencies;
  const claim = await claimRequest({ store, clock, ids }, { scope, key, body: canonicalJson(request.rawBody) });
  switch (claim.kind) {
    case 'claimed':
      return runClaimed(dependencies, { scope, key, claimId: claim.claimId }, run);
    case 'replay':
      return {
        status: claim.response.statusCode,
        text: claim.response.body,
        headers: { ...claim.response.headers, 'Idempotency-Replayed': 'true' },
      };
    case 'in_progress':
      throw new ProblemError('DUPLICATE_REQUEST_IN_PROGRESS', undefined, {
        retryAfterSeconds: claim.retryAfterSeconds,
      });
    case 'mismatch':
      throw new ProblemError('IDEMPOTENCY_KEY_REUSED');
  }
};
