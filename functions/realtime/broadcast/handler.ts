import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { systemRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { once, systemBackoff, systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { realtimeParts } from '../composition.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Broadcast);
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    revocations: systemRevocations(environment.TABLE_NAME),
    clock: systemClock,
  };
});

/** Sends an update to every open socket that follows the order. */
export const handler = queueConsumer({ name: 'broadcast', ...fromQueue('broadcast') }, async (message, { metrics }) => {
  const notified =
    message.kind === 'event'
      ? await broadcastEvent(message.event, dependencies())
      : await broadcastLocation(message.location, dependencies());
  metrics.addMetric('ConnectionsNotified', MetricUnit.Count, notified);
});
