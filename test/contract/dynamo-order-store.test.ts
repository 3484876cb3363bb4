import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { startTestTable } from '../support/dynamodb-engine.ts';
import { orderListsContract } from './order-lists.contract.ts';
import { orderStoreContract, type StoresUnderTest } from './order-store.contract.ts';

const start = async (): Promise<StoresUnderTest> => {
  const { client, tableName, backoff, stop } = await startTestTable();
  return {
    orders: dynamoOrderStore(client, tableName, backoff),
    listings: dynamoListingStore(client, tableName),
    idempotency: dynamoIdempotencyStore(client, tableName),
    stop,
  };
};

orderStoreContract('DynamoDB', start);
orderListsContract('DynamoDB', start);
