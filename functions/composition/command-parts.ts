import { decide } from '../../shared/orders/commands/decide.ts';
import { decideCreation } from '../../shared/orders/commands/decide-creation.ts';
import { orderNumberSource } from '../../shared/orders/use-cases/order-numbers.ts';
import { dynamoIdempotencyStore } from '../../shared/store/dynamo-idempotency-store.ts';
import { dynamoListingStore } from '../../shared/store/dynamo-listing-store.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoShopStore } from '../../shared/store/dynamo-shop-store.ts';
import { requestRevocations } from './access-revocations.ts';
import { documentClient } from './clients/dynamodb.ts';
import { shopWherePossible } from './shops.ts';
import { systemBackoff, systemClock, systemIds } from './system.ts';
import { systemWorkflows } from './workflows.ts';

/** What every function that changes orders on a caller's behalf works with. */
export const commandParts = (tableName: string) => ({
  store: dynamoOrderStore(documentClient(), tableName, systemBackoff),
  workflows: systemWorkflows(tableName),
  idempotency: dynamoIdempotencyStore(documentClient(), tableName),
  decide,
  clock: systemClock,
  ids: systemIds,
  backoff: systemBackoff,
  revocations: requestRevocations(tableName),
});

/** And what making an order needs besides. */
export const creationParts = (tableName: string) => {
  const parts = commandParts(tableName);
  return {
    ...parts,
    listings: dynamoListingStore(documentClient(), tableName),
    findShop: shopWherePossible(dynamoShopStore(documentClient(), tableName)),
    numbers: orderNumberSource(parts),
    decideCreation,
  };
};
