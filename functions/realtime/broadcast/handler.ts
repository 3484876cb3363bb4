import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue, type MessageOf, type MessageOn } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { broadcastEvent, broadcastLocation } from '../../../shared/realtime/broadcast.ts';
import { broadcastInbox } from '../../../shared/realtime/broadcast-inbox.ts';
import { dividingFollowers, onlyFollowers } from '../../../shared/realtime/followers.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { notificationReads } from '../../../shared/store/notification-reads.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { logger } from '../../composition/observability.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { realtimeParts } from '../composition.ts';
import { portionSender } from './portions.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Broadcast);
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    notifications: notificationReads({
      client: documentClient(),
      tableName: environment.TABLE_NAME,
      backoff: systemBackoff,
    }),
    inbox: dynamoInboxStore(documentClient(), environment.TABLE_NAME, systemBackoff),
    clock: systemClock,
    backoff: systemBackoff,
    newId: () => systemIds.ulid(systemClock.now()),
    onUnreadable: (count: number) =>
      logger().warn('Subscriptions of another version were left alone, and their clients find the gap', { count }),
    queueUrl: environment.BROADCAST_QUEUE_URL,
    maxFollowers: environment.MAX_FOLLOWERS_AT_ONCE,
  };
});

const toFollowers = ({ event }: MessageOf<'event'>): Promise<number> => {
  const { connections, queueUrl, maxFollowers: max } = dependencies();
  const divided = dividingFollowers(connections, { max, send: portionSender(queueUrl, event) });
  return broadcastEvent(event, { ...dependencies(), connections: divided });
};

const toPortion = ({ delivery }: MessageOf<'event_portion'>): Promise<number> =>
  broadcastEvent(delivery.event, {
    ...dependencies(),
    connections: onlyFollowers(dependencies().connections, delivery),
  });

const broadcast = (message: MessageOn<'broadcast'>): Promise<number> => {
  switch (message.kind) {
    case 'event':
      return toFollowers(message);
    case 'event_portion':
      return toPortion(message);
    case 'location':
      return broadcastLocation(message.location, dependencies());
    case 'inbox_change':
      return broadcastInbox(message.change, dependencies());
  }
};

const recordedAtOf = (message: MessageOn<'broadcast'>): string | undefined => {
  if (message.kind === 'event') return message.event.recordedAt;
  return message.kind === 'event_portion' ? message.delivery.event.recordedAt : undefined;
};

/** Sends an update to every open socket that follows the order, or the inbox. */
export const handler = queueConsumer({ name: 'broadcast', ...fromQueue('broadcast') }, async (message, { metrics }) => {
  const notified = await broadcast(message);
  metrics.addMetric('ConnectionsNotified', MetricUnit.Count, notified);
  const recordedAt = notified === 0 ? undefined : recordedAtOf(message);
  if (recordedAt === undefined) return;
  const milliseconds = systemClock.now().getTime() - Date.parse(recordedAt);
  metrics.addMetric('RecordedToPosted', MetricUnit.Milliseconds, Math.max(0, milliseconds));
});
