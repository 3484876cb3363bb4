import { memoryOrderStore } from '../support/memory/memory-order-store.ts';
import { memoryState } from '../support/memory/memory-state.ts';
import { memoryIdempotencyStore, memoryListingStore } from '../support/memory/memory-stores.ts';
import { orderListsContract } from './order-lists.contract.ts';
import { orderStoreContract, type StoresUnderTest } from './order-store.contract.ts';

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
orderListsContract('memory', start);
