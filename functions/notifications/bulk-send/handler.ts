import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { configuredProviders } from '../../../shared/contract/channel-registry.ts';
import { LANE_OF_MANY, queueVariable } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { runBulkSend } from '../../../shared/notifications/run-bulk-send.ts';
import type { WrittenMessage } from '../../../shared/notifications/written-message.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { dynamoBulkSendStore } from '../../../shared/store/dynamo-bulk-send-store.ts';
import { dynamoContactStore } from '../../../shared/store/dynamo-contact-store.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { orderAndShopReaders } from '../../../shared/store/dynamo-order-and-shop.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { digestKeys } from '../../composition/digest-keys.ts';
import { peopleSettings } from '../../composition/people-settings.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { once, systemBackoff, systemClock } from '../../composition/system.ts';
import { systemTemplates } from '../../composition/templates.ts';
import { inboxChanges } from '../../consumers/inbox-changes.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { releaseSchedules } from '../../consumers/schedule-releases.ts';
import { sendToLanes } from '../../consumers/send-to-lanes.ts';
import { askForPage } from '../bulk-send-queue.ts';
import { publishEntries } from '../notify/publish-entries.ts';
import { planWrittenAbout } from '../plan-written-message.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.BulkSend);
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL, CONFIGURED_PROVIDERS, CONTACTS_SECRET_ID, BULK_SENDS_QUEUE_URL } =
    environment;
  const table = { client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff };
  return {
    bulkSendJobs: dynamoBulkSendStore(documentClient(), TABLE_NAME),
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    readersOf: orderAndShopReaders(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    templates: systemTemplates(TABLE_NAME),
    settings: peopleSettings(TABLE_NAME),
    contacts: dynamoContactStore(table, digestKeys(systemSecrets(), CONTACTS_SECRET_ID)),
    scheduleReleases: releaseSchedules(environment),
    linkSecret: async () => (await systemSecrets().read(LINK_SECRET_ID)).current,
    publicUrl: PUBLIC_URL,
    providers: configuredProviders(CONFIGURED_PROVIDERS),
    publishInboxChange: inboxChanges(environment),
    // Its messages are of low priority, which has one lane.
    laneUrl: () => environment[queueVariable(LANE_OF_MANY)],
    queueUrl: BULK_SENDS_QUEUE_URL,
  };
});

/** Plans, records and hands over the messages of one person; what was recorded before is only handed over again. */
const send = async (written: WrittenMessage, order: Order): Promise<number> => {
  const deps = dependencies();
  const planned = await planWrittenAbout(order, written, deps);
  await Promise.all(planned.map((one) => deps.notifications.create(one)));
  const notifications = planned.map(({ notification }) => notification);
  await sendToLanes(notifications, { sellerId: order.sellerId, version: order.version }, deps.laneUrl);
  await deps.scheduleReleases(notifications);
  await publishEntries(notifications, deps.publishInboxChange);
  return planned.length;
};

const goOn = (jobId: string, step: number): Promise<void> => askForPage(dependencies().queueUrl, jobId, step);

/** Carries out a message to many, page by page, apart from what events ask for: nobody's delivery waits behind it. */
export const handler = queueConsumer({ name: 'bulk-send', ...fromQueue('bulkSends') }, async (message, { metrics }) => {
  await runBulkSend(message, { ...dependencies(), send, goOn, now: () => systemClock.now() });
  metrics.addMetric('BulkPagesRun', MetricUnit.Count, 1);
});
