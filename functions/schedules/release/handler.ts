import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { type Lane, queueVariable } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { bulkTurns } from '../../../shared/notifications/bulk-send-turn.ts';
import { releaseNotification } from '../../../shared/notifications/release-notification.ts';
import { dynamoBulkSendStore } from '../../../shared/store/dynamo-bulk-send-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoPreferenceStore } from '../../../shared/store/dynamo-preference-store.ts';
import { dynamoScheduledNotifications } from '../../../shared/store/dynamo-scheduled-notifications.ts';
import { dynamoShopStore } from '../../../shared/store/dynamo-shop-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { contactStore } from '../../composition/contacts.ts';
import { metrics } from '../../composition/observability.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { askForReleases } from '../../consumers/schedule-releases.ts';
import { scheduled } from '../../consumers/scheduled.ts';
import { sendToLanes } from '../../consumers/send-to-lanes.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Release);
  const { TABLE_NAME, CONTACTS_SECRET_ID, SCHEDULE_QUEUE_URL } = environment;
  const table = { client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff };
  return {
    scheduled: dynamoScheduledNotifications(table),
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    shops: dynamoShopStore(documentClient(), TABLE_NAME),
    settings: dynamoPreferenceStore(documentClient(), TABLE_NAME),
    contacts: contactStore(TABLE_NAME, CONTACTS_SECRET_ID),
    bulkTurnOf: bulkTurns(dynamoBulkSendStore(documentClient(), TABLE_NAME, systemBackoff), systemClock),
    supportEmail: environment.SUPPORT_EMAIL,
    clock: systemClock,
    scheduleQueueUrl: SCHEDULE_QUEUE_URL,
    laneUrl: (lane: Lane) => environment[queueVariable(lane)],
  };
});

const text = () => z.string().min(1);
const input = once(() => z.object({ orderId: text(), notificationId: text() }));

/** The time of a notification has come: it is looked at again, and sent, put off or withdrawn. */
export const handler = scheduled({ name: 'release', input }, async (reference, { logger }) => {
  const deps = dependencies();
  const release = await releaseNotification(reference, deps);
  if (release.result === 'released') {
    await sendToLanes([release.notification], undefined, deps.laneUrl);
    metrics().addMetric('NotificationReleased', MetricUnit.Count, 1);
    metrics().addMetric('NotificationDigested', MetricUnit.Count, release.digested);
  }
  // The invocation is tried again, and finds what the other one has left.
  if (release.result === 'contended') throw new Error('Another message of the person was released at this moment');
  if (release.result === 'postponed') await askForReleases([{ ...reference, at: release.at }], deps.scheduleQueueUrl);
  if (release.result === 'withdrawn') metrics().addMetric('NotificationWithdrawn', MetricUnit.Count, 1);
  logger.info('The time of a notification came', { ...reference, result: release.result });
});
