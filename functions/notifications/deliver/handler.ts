import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { QUEUES } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { type MessageBody, receivedBody } from '../../../shared/events/message-body.ts';
import { bodyOfMessage, fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { bulkTurns } from '../../../shared/notifications/bulk-send-turn.ts';
import { deliverNotification } from '../../../shared/notifications/deliver-notification.ts';
import { messageLinks } from '../../../shared/notifications/links/message-links.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { providerGate } from '../../../shared/notifications/providers/provider-gate.ts';
import { providerHealth } from '../../../shared/notifications/providers/provider-health.ts';
import { rateSlots } from '../../../shared/notifications/providers/rate-slots.ts';
import { isUserInFocus } from '../../../shared/realtime/focus.ts';
import { dynamoBulkSendStore } from '../../../shared/store/dynamo-bulk-send-store.ts';
import { dynamoCircuitStore } from '../../../shared/store/dynamo-circuit-store.ts';
import { dynamoFocusReader } from '../../../shared/store/dynamo-focus.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { orderAndShopReaders } from '../../../shared/store/dynamo-order-and-shop.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { notificationChannels } from '../../composition/channels.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { sqsClient } from '../../composition/clients/sqs.ts';
import { contactStore } from '../../composition/contacts.ts';
import { peopleSettings } from '../../composition/people-settings.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock, systemIds, systemRandom } from '../../composition/system.ts';
import { systemTemplates } from '../../composition/templates.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { sendMessages } from '../../consumers/queue-sender.ts';
import { releaseSchedules } from '../../consumers/schedule-releases.ts';

const chance = { clock: systemClock, random: systemRandom };

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Deliver);
  const { TABLE_NAME, CONTACTS_SECRET_ID, LINK_SECRET_ID, PUBLIC_URL } = environment;
  const focus = dynamoFocusReader(documentClient(), TABLE_NAME);
  return {
    readersOf: orderAndShopReaders(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    findChannel: notificationChannels({
      environment,
      backoff: systemBackoff,
      clock: systemClock,
      secrets: { accepts: (secretId, check) => systemSecrets().accepts(secretId, check) },
    }),
    gate: providerGate(
      providerHealth({ circuits: dynamoCircuitStore(documentClient(), TABLE_NAME), ...chance }),
      rateSlots({ rates: dynamoRateLimitStore(documentClient(), TABLE_NAME), ...chance }),
    ),
    contacts: contactStore(TABLE_NAME, CONTACTS_SECRET_ID),
    templates: systemTemplates(TABLE_NAME),
    settings: peopleSettings(TABLE_NAME),
    isInFocus: (userId: string) => isUserInFocus(userId, focus, systemClock.now()),
    bulkTurnOf: bulkTurns(dynamoBulkSendStore(documentClient(), TABLE_NAME, systemBackoff), systemClock),
    scheduleReleases: releaseSchedules(environment),
    supportEmail: environment.SUPPORT_EMAIL,
    publicUrl: PUBLIC_URL,
    linksOf: async (notification: Notification) =>
      messageLinks(notification, PUBLIC_URL, (await systemSecrets().read(LINK_SECRET_ID)).current),
    ids: systemIds,
    ...chance,
  };
});

const parking = once(() => ({
  client: sqsClient(),
  queueUrl: readEnvironment(ENVIRONMENTS.Deliver)[QUEUES.redeliveryLane.parkingVariable],
  backoff: systemBackoff,
}));

const park = async (body: MessageBody): Promise<void> => {
  const { failed } = await sendMessages(parking(), [{ body }]);
  const [first] = failed;
  if (first) throw new Error(`The message could not be parked: ${first.failure.reason}`);
};

const METRICS = { sent: 'NotificationSent', failed: 'NotificationFailed' } as const;
const PARKED_METRICS = { blocked: 'SendingBlocked', failing: 'NotificationParked' } as const;

/**
 * Hands one notification to its provider. What is not settled comes again when it can be, and what no further try can
 * settle is parked for a person: a message is never lost for the sender's account.
 */
export const handler = queueConsumer(
  { name: 'deliver', ...fromQueue('redeliveryLane'), park: (body) => park(receivedBody(body)) },
  async (message, { logger, metrics, defer }) => {
    const { readersOf, ...parts } = dependencies();
    const delivery = await deliverNotification(message, { ...parts, ...readersOf(message.known) });
    if (delivery.result === 'settled') return;
    if (delivery.result === 'later') return defer(delivery.until, delivery.reason);
    if (delivery.result === 'parked') {
      const { why, reason, channel } = delivery;
      await park(bodyOfMessage(message));
      metrics.addMetric(PARKED_METRICS[why], MetricUnit.Count, 1);
      logger.error('A notification waits for a person', { ...message, channel, why, reason });
      return;
    }
    const { type, channel } = delivery.notification;
    if (delivery.result === 'postponed') {
      metrics.addMetric('NotificationPostponed', MetricUnit.Count, 1);
      logger.info('Notification waits for the end of quiet hours', { ...message, type, channel });
      return;
    }
    if (delivery.result === 'withdrawn') {
      metrics.addMetric('NotificationWithdrawn', MetricUnit.Count, 1);
      logger.info('Notification withdrawn', { ...message, type, channel });
      return;
    }
    for (const { provider, outcome, error } of delivery.passedOver) {
      if (outcome === 'blocked') metrics.addMetric('SendingBlocked', MetricUnit.Count, 1);
      logger.warn('A provider did not take a notification', { ...message, channel, provider, outcome, error });
    }
    metrics.addMetric(METRICS[delivery.result], MetricUnit.Count, 1);
    logger.info('Notification settled', { ...message, type, channel, result: delivery.result });
  },
);
