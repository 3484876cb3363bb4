import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { eventMessage } from '../../shared/events/messages.ts';
import { indexOrder } from '../../shared/search/index-order.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoIndexedTokensStore } from '../../shared/store/indexed-tokens-store.ts';
import { dynamoSearchStore } from '../../shared/store/search-store.ts';
import { documentClient } from '../support/clients/dynamodb.ts';
import { once, systemBackoff } from '../support/composition.ts';
import { queueConsumer } from '../support/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.SearchIndex);
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    search: dynamoSearchStore(documentClient(), TABLE_NAME, systemBackoff),
    indexed: dynamoIndexedTokensStore(documentClient(), TABLE_NAME),
  };
});

/** Keeps the words by which an order is found. */
export const handler = queueConsumer({ name: 'search-index', message: eventMessage }, ({ event }) =>
  indexOrder(event.orderId, dependencies()),
);
