import { queueVariable } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { bodyOfMessage } from '../../../shared/events/messages.ts';
import type { PhoneCode } from '../../../shared/notifications/contacts/phone-code.ts';
import { dynamoAuditStore } from '../../../shared/store/dynamo-audit-store.ts';
import { dynamoContactStore } from '../../../shared/store/dynamo-contact-store.ts';
import { dynamoDeviceStore } from '../../../shared/store/dynamo-device-store.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoNotificationStore } from '../../../shared/store/dynamo-notification-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoPhoneCodeStore } from '../../../shared/store/dynamo-phone-code-store.ts';
import { dynamoPreferenceStore } from '../../../shared/store/dynamo-preference-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { dynamoScheduledNotifications } from '../../../shared/store/dynamo-scheduled-notifications.ts';
import { requestRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { sqsClient } from '../../composition/clients/sqs.ts';
import { signedCursors } from '../../composition/cursors.ts';
import { digestKeys } from '../../composition/digest-keys.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { viewerAddresses } from '../../composition/viewer-addresses.ts';
import { inboxChanges } from '../../consumers/inbox-changes.ts';
import { sendMessages } from '../../consumers/queue-sender.ts';
import { releasesBy } from '../../consumers/schedule-releases.ts';
import { sendToLanes } from '../../consumers/send-to-lanes.ts';
import { httpApi } from '../../http/http-api.ts';
import { withMissingPage } from '../../http/missing-page.ts';
import type { NotificationsDependencies } from './dependencies.ts';
import { notificationsImplementations } from './route-table.ts';

const sendCode =
  (queueUrl: string) =>
  async ({ ownerId, codeId }: Pick<PhoneCode, 'ownerId' | 'codeId'>): Promise<void> => {
    const body = bodyOfMessage({ kind: 'phone_code', ownerId, codeId });
    const { failed } = await sendMessages({ client: sqsClient(), queueUrl, backoff: systemBackoff }, [{ body }]);
    const [first] = failed;
    if (first) throw new Error(`The code could not be handed over: ${first.failure.reason}`);
  };

/** What people's settings are stored with. */
const settingsParts = ({ TABLE_NAME, CONTACTS_SECRET_ID }: { TABLE_NAME: string; CONTACTS_SECRET_ID: string }) => {
  const table = { client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff };
  const keysOf = digestKeys(systemSecrets(), CONTACTS_SECRET_ID);
  return {
    preferences: dynamoPreferenceStore(documentClient(), TABLE_NAME),
    devices: dynamoDeviceStore(table, keysOf),
    contacts: dynamoContactStore(table, keysOf),
    phoneCodes: dynamoPhoneCodeStore(documentClient(), TABLE_NAME),
    rateLimits: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    digestKeys: keysOf,
  };
};

const dependencies = (): NotificationsDependencies => {
  const environment = readEnvironment(ENVIRONMENTS.NotificationsApi);
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL, ORIGIN_SECRET_ID } = environment;
  const scheduleReleases = releasesBy(environment);
  const scheduled = dynamoScheduledNotifications({
    client: documentClient(),
    tableName: TABLE_NAME,
    backoff: systemBackoff,
  });
  return {
    inbox: dynamoInboxStore(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    linkSecrets: async () => {
      const { current, previous } = await systemSecrets().read(LINK_SECRET_ID);
      return previous === undefined ? [current] : [current, previous];
    },
    publicUrl: PUBLIC_URL,
    subscriptionKey: environment.SUBSCRIPTION_KEY,
    audit: dynamoAuditStore(documentClient(), TABLE_NAME),
    sendToLanes: (notifications) => sendToLanes(notifications, undefined, (lane) => environment[queueVariable(lane)]),
    store: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    cursors: signedCursors(systemSecrets(), LINK_SECRET_ID),
    revocations: requestRevocations(TABLE_NAME),
    viewers: viewerAddresses(systemSecrets(), ORIGIN_SECRET_ID),
    sendCode: sendCode(environment.VERIFICATIONS_QUEUE_URL),
    clock: systemClock,
    ids: systemIds,
    ...settingsParts(environment),
    publishInboxChange: inboxChanges(environment),
    releaseWaiting: async (ownerId) => {
      const at = systemClock.now().toISOString();
      const waiting = await scheduled.waitingOf(ownerId);
      await scheduleReleases(waiting.map((name) => ({ ...name, at, isExtra: true })));
    },
  };
};

/** What people have been notified of, and how they want to be. */
export const handler = withMissingPage(
  httpApi({
    capability: 'NotificationsApi',
    implementations: notificationsImplementations,
    dependencies,
    revocations: ({ revocations }) => revocations,
  }),
);
