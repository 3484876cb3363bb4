import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../shared/contract/environment.ts';
import { eventMessage } from '../../shared/events/messages.ts';
import { linkExpiry, orderPageUrl } from '../../shared/notifications/order-page.ts';
import { planNotifications } from '../../shared/notifications/plan.ts';
import { signGuestLink } from '../../shared/security/guest-link.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { dynamoNotificationStore } from '../../shared/store/notification-store.ts';
import { documentClient } from '../support/clients/dynamodb.ts';
import { once, systemBackoff, systemClock } from '../support/composition.ts';
import { queueConsumer } from '../support/queue-consumer.ts';
import { systemSecrets } from '../support/secrets.ts';

const dependencies = once(() => {
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL } = readEnvironment(ENVIRONMENTS.Notify);
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    linkSecret: async () => (await systemSecrets().read(LINK_SECRET_ID)).current,
    publicUrl: PUBLIC_URL,
  };
});

/** Plans who is told what of an event, and records it once; the record's own way through the stream has it sent. */
export const handler = queueConsumer(
  { name: 'notify', message: eventMessage, fifo: true },
  async ({ event }, { metrics }) => {
    const { orders, notifications, linkSecret, publicUrl } = dependencies();
    const [order, secret] = await Promise.all([orders.get(event.orderId), linkSecret()]);
    if (!order) throw new Error(`Order ${event.orderId} of event ${event.eventId} is not there`);
    const expiresAt = linkExpiry(event.recordedAt).toISOString();
    const link = orderPageUrl(order, publicUrl, () => signGuestLink({ orderId: order.orderId, expiresAt }, secret));
    const now = systemClock.now().toISOString();
    const planned = planNotifications({ event, order, link, now });
    const created = await Promise.all(planned.map((one) => notifications.create(one)));
    metrics.addMetric('NotificationPlanned', MetricUnit.Count, created.filter(Boolean).length);
  },
);
