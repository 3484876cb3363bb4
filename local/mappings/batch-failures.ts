import { isRecord, recordsAt } from '../assembly/json.ts';
import type { InvocationResult } from '../ports.ts';

/**
 * What a function says of its batch. `all`: it failed, or its response names no item that is in the batch, which AWS
 * takes for a failure of the whole.
 */
export type BatchFailures =
  | { readonly kind: 'none' }
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> };

/** Reads `batchItemFailures` where the mapping reports them; otherwise any response is a success. */
export function batchFailuresOf(
  result: InvocationResult,
  reportsItems: boolean,
  batchIds: ReadonlySet<string>,
): BatchFailures {
  if (!result.ok) return { kind: 'all' };
  if (!reportsItems || !isRecord(result.payload)) return { kind: 'none' };
  const { batchItemFailures } = result.payload;
  if (batchItemFailures === undefined || batchItemFailures === null) return { kind: 'none' };
  const ids = recordsAt(result.payload, 'batchItemFailures').map(({ itemIdentifier }) => itemIdentifier);
  if (ids.length === 0) return { kind: 'none' };
  const known = ids.filter((id): id is string => typeof id === 'string' && batchIds.has(id));
  return known.length === ids.length ? { kind: 'some', ids: new Set(known) } : { kind: 'all' };
}
