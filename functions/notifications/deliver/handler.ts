import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { laneMessage } from '../../../shared/events/messages.ts';
import { deliverNotification } from '../../../shared/notifications/deliver-notification.ts';
import { sesEmailProvider } from '../../../shared/notifications/ses-email-provider.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { sesClient } from '../../composition/clients/ses.ts';
import { once, systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME, EMAIL_FROM, EMAIL_CONFIGURATION_SET } = readEnvironment(ENVIRONMENTS.Deliver);
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    providers: {
      email: sesEmailProvider(sesClient(), {
        from: EMAIL_FROM,
        configurationSet: EMAIL_CONFIGURATION_SET,
        backoff: systemBackoff,
      }),
    },
    clock: systemClock,
    ids: systemIds,
  };
});

const METRICS = { sent: 'NotificationSent', failed: 'NotificationFailed' } as const;

/** Hands one notification to its provider. What is not settled comes again by the queue, at last to a person. */
export const handler = queueConsumer(
  { name: 'deliver', message: laneMessage },
  async (message, { logger, metrics }) => {
    const delivery = await deliverNotification(message, dependencies());
    if (delivery.result === 'again') throw new Error(`Notification ${message.notificationId}: ${delivery.reason}`);
    if (delivery.result === 'settled') return;
    const { type, channel } = delivery.notification;
    metrics.addMetric(METRICS[delivery.result], MetricUnit.Count, 1);
    logger.info('Notification settled', { ...message, type, channel, result: delivery.result });
  },
);
