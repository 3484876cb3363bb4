import { keys } from '../../shared/store/keys.ts';
import type { TableWrites } from '../constructs/service-function.ts';

/** A failed request releases its idempotency key. Nothing else of an order is removed. */
export const RELEASE_CLAIM: TableWrites = { operations: ['DeleteItem'], partitions: [keys.idempotencyPartitions] };
