import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue, type MessageOf, type MessageOn } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { indexOrder } from '../../../shared/search/index-order.ts';
import { dynamoIndexedTokensStore, orderAndTokens } from '../../../shared/store/dynamo-indexed-tokens-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoSearchStore } from '../../../shared/store/dynamo-search-store.ts';
import { PHASES } from '../../../shared/workflows/workflow.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { forEachOrder } from '../../consumers/each-order.ts';
import { runPaginatedJob, timeOfMessage } from '../../consumers/paginated-job.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME, SEARCH_QUEUE_URL } = readEnvironment(ENVIRONMENTS.SearchIndex);
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    search: dynamoSearchStore(documentClient(), TABLE_NAME, systemBackoff),
    indexed: dynamoIndexedTokensStore(documentClient(), TABLE_NAME),
    readBoth: orderAndTokens({ client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff }),
    queueUrl: SEARCH_QUEUE_URL,
  };
});

/** Each is some ten calls: its words stand in two places. */
const ORDERS_IN_MESSAGE = 5;

/** Where a rebuild goes on; one that begins begins everywhere. */
const placeOf = ({ rebuild: { phase, after } }: MessageOf<'rebuild'>) =>
  phase === undefined ? undefined : { phase, after };

/** Keeps the words by which an order is found; all of them anew after a change of what orders are found by. */
export const handler = queueConsumer({ name: 'search-index', ...fromQueue('search') }, async (message, context) => {
  if (message.kind === 'event') {
    const { orderId, seq } = message.event;
    return indexOrder(orderId, dependencies(), { atLeast: seq });
  }
  if (message.kind === 'index')
    return forEachOrder(message.index.orderIds, (orderId) => indexOrder(orderId, dependencies(), { looksAtAll: true }));
  const { orders, queueUrl } = dependencies();
  await runPaginatedJob<MessageOn<'search'>>({
    phases: PHASES,
    from: placeOf(message),
    orders,
    queueUrl,
    ordersInMessage: ORDERS_IN_MESSAGE,
    askFor: (orderIds) => ({ kind: 'index', index: { orderIds } }),
    goOnFrom: (place) => ({ kind: 'rebuild', rebuild: place }),
    millisecondsLeft: timeOfMessage(systemClock),
    logger: context.logger,
  });
});
