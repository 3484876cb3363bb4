import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type { Backoff } from '../clock/backoff.ts';
import { StoreUnavailableError } from './errors.ts';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** DynamoDB's own limit. */
const MAX_ITEMS_PER_TRANSACTION = 100;

/**
 * Two transactions that touch one item collide, and the loser fails without any condition having been looked at.
 * This many times it is simply sent again; what then still collides is left to the caller.
 */
const MAX_COLLISIONS = 6;

/** Where a collision mostly means that the order has moved on: reading it again is worth more than insisting. */
export const FEW_COLLISIONS = 2;

/** A condition that did not hold: which item of the transaction, and what was stored there where that was asked for. */
export interface FailedCondition {
  readonly index: number;
  /** In the wire's own form (`{S: …}`). */
  readonly stored?: Readonly<Record<string, { readonly BOOL?: boolean; readonly N?: string; readonly S?: string }>>;
}

export type TransactOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'condition_failed'; readonly failed: readonly FailedCondition[] }
  | { readonly kind: 'contended'; readonly cause: unknown };

const failedConditions = (error: TransactionCanceledException): readonly FailedCondition[] =>
  (error.CancellationReasons ?? []).flatMap((reason, index) =>
    reason.Code === 'ConditionalCheckFailed'
      ? [{ index, ...(reason.Item === undefined ? {} : { stored: reason.Item as FailedCondition['stored'] & object }) }]
      : [],
  );

const THROTTLED: readonly string[] = ['ThrottlingError', 'ProvisionedThroughputExceeded'];
const MOMENTARY: readonly string[] = ['TransactionConflict', ...THROTTLED];

const hasReason = (error: TransactionCanceledException, codes: readonly string[]): boolean =>
  (error.CancellationReasons ?? []).some((reason) => codes.includes(reason.Code ?? ''));

/**
 * All or nothing. A failed condition is a value; a collision is tried again with jitter; a table that stays throttled is
 * a `StoreUnavailableError`.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  items: readonly TransactItem[],
  backoff: Backoff,
  maxTries = MAX_COLLISIONS,
): Promise<TransactOutcome> => {
  if (items.length > MAX_ITEMS_PER_TRANSACTION) {
    throw new RangeError(`A transaction holds ${MAX_ITEMS_PER_TRANSACTION} items, not ${items.length}`);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...items] }));
      return { kind: 'done' };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const failed = failedConditions(error);
      if (failed.length > 0) return { kind: 'condition_failed', failed };
      if (!hasReason(error, MOMENTARY)) throw error;
      if (attempt < maxTries) await backoff.pause(attempt);
      else if (hasReason(error, THROTTLED)) throw new StoreUnavailableError('The table is throttled', { cause: error });
      else return { kind: 'contended', cause: error };
    }
  }
};
