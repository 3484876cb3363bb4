import { memoryOrderStore } from '../support/memory/memory-order-store.ts';
import { memoryState } from '../support/memory/memory-state.ts';
import { memoryIdempotencyStore, memoryListingStore } from '../support/memory/memory-stores.ts';
import { orderClaimsContract } from './order-claims.contract.ts';
import { orderListsContract } from './order-lists.contract.ts';
import { orderStockContract } from './order-stock.contract.ts';
import { orderStoreContract } from './order-store.contract.ts';
import type { StoresUnderTest } from './support/stores-under-test.ts';

const start = async (): Promise<StoresUnderTest> => {
  const state = memoryState();
  return {
    orders: memoryOrderStore(state),
    listings: memoryListingStore(state),
    idempotency: memoryIdempotencyStore(state),
    stop: async () => undefined,
  };
};

orderStoreContract('memory', start);
orderClaimsContract('memory', start);
orderStockContract('memory', start);
orderListsContract('memory', start);
