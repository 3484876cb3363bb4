import type { APIGatewayProxyEventV2, CloudWatchLogsEvent, Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { reportingProvider } from '../../../shared/contract/channel-registry.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { noticeDisabled } from '../../../shared/notifications/receipts/disabled-notice.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { contactStore } from '../../composition/contacts.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { webhookParts } from '../../composition/webhooks.ts';
import { inboxChanges } from '../../consumers/inbox-changes.ts';
import { httpApi } from '../../http/http-api.ts';
import type { HttpResult } from '../../http/output.ts';
import { deliveryLogs } from './delivery-logs.ts';
import { connectionTo, type ReceiptsDependencies } from './dependencies.ts';
import { mailEvents } from './mail-events.ts';
import { confirmReports } from './routes/confirm-reports.ts';
import { receiveReports } from './routes/receive-reports.ts';

const dependencies = once((): ReceiptsDependencies => {
  const environment = readEnvironment(ENVIRONMENTS.Receipts);
  const { TABLE_NAME, ORIGIN_SECRET_ID, CONTACTS_SECRET_ID, PUBLIC_URL } = environment;
  const notifications = dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff);
  const publish = inboxChanges(environment);
  return {
    ...webhookParts(TABLE_NAME, ORIGIN_SECRET_ID),
    notifications,
    contacts: contactStore(TABLE_NAME, CONTACTS_SECRET_ID),
    noticeDisabled: noticeDisabled({
      notifications,
      clock: systemClock,
      publishEntry: (owner, { orderId, notificationId }) => publish(owner, { added: [{ orderId, notificationId }] }),
    }),
    publicUrl: PUBLIC_URL,
    connectionOf: async (name) => {
      const found = reportingProvider(name);
      return found && connectionTo(found, environment);
    },
  };
});

const http = httpApi({ capability: 'Receipts', implementations: { receiveReports, confirmReports }, dependencies });
const queue = mailEvents(dependencies);
const log = deliveryLogs(dependencies);

/** What providers report of messages that they have accepted: over webhooks, the mail service over a queue, and texts by the account's log. */
export const handler = (
  event: APIGatewayProxyEventV2 | SQSEvent | CloudWatchLogsEvent,
  context: Context,
): Promise<HttpResult | SQSBatchResponse | undefined> => {
  if ('Records' in event) return queue(event, context);
  return 'awslogs' in event ? log(event, context).then(() => undefined) : http(event, context);
};
