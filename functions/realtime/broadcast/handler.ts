import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue, type MessageOn } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import { broadcastInbox } from '../../../shared/realtime/broadcast-inbox.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { realtimeParts } from '../composition.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Broadcast);
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    inbox: dynamoInboxStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    clock: systemClock,
  };
});

const broadcast = (message: MessageOn<'broadcast'>): Promise<number> => {
  switch (message.kind) {
    case 'event':
      return broadcastEvent(message.event, dependencies());
    case 'location':
      return broadcastLocation(message.location, dependencies());
    case 'inbox_change':
      return broadcastInbox(message.change, dependencies());
  }
};

/** Sends an update to every open socket that follows the order, or the inbox. */
export const handler = queueConsumer({ name: 'broadcast', ...fromQueue('broadcast') }, async (message, { metrics }) => {
  metrics.addMetric('ConnectionsNotified', MetricUnit.Count, await broadcast(message));
});
