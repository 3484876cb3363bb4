import { keys } from '../../shared/store/keys.ts';
import type { TableWrites } from '../constructs/service-function.ts';

/** A request that failed gives its idempotency key up. Nothing else of an order is ever removed. */
export const RELEASE_CLAIM: TableWrites = { operations: ['DeleteItem'], partitions: [keys.idempotencyPartitions] };
