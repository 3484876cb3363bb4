import type * as z from 'zod';
import { configuredProviders } from '../../shared/contract/channel-registry.ts';
import type { Lane } from '../../shared/contract/destinations.ts';
import type { ENVIRONMENTS } from '../../shared/contract/environment.ts';
import type { PlannedNotification } from '../../shared/notifications/notification.ts';
import { dynamoNotificationStore } from '../../shared/store/dynamo-notification-store.ts';
import type { KnownOfOrder } from '../../shared/store/dynamo-order-and-shop.ts';
import { dynamoOrderStore } from '../../shared/store/dynamo-order-store.ts';
import { documentClient } from '../composition/clients/dynamodb.ts';
import { reachReader } from '../composition/contacts.ts';
import { recentSettings } from '../composition/people-settings.ts';
import { systemSecrets } from '../composition/secrets.ts';
import { systemBackoff } from '../composition/system.ts';
import { systemTemplates } from '../composition/templates.ts';
import { manyInboxChanges } from '../consumers/inbox-changes.ts';
import { releaseSchedules } from '../consumers/schedule-releases.ts';
import { sendToLanes } from '../consumers/send-to-lanes.ts';
import { publishEntries } from './publish-entries.ts';

type PlanningEnvironment = z.output<typeof ENVIRONMENTS.BulkSend | typeof ENVIRONMENTS.Notify>;

/** What planning reads, and what takes its result on, in each function that plans notifications. */
export const planningDependencies = (environment: PlanningEnvironment) => {
  const { TABLE_NAME, LINK_SECRET_ID, PUBLIC_URL, CONFIGURED_PROVIDERS, CONTACTS_SECRET_ID } = environment;
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    notifications: dynamoNotificationStore(documentClient(), TABLE_NAME, systemBackoff),
    templates: systemTemplates(TABLE_NAME),
    settings: recentSettings(TABLE_NAME),
    reach: reachReader(TABLE_NAME, CONTACTS_SECRET_ID),
    scheduleReleases: releaseSchedules(environment),
    linkSecret: async () => (await systemSecrets().read(LINK_SECRET_ID)).current,
    publicUrl: PUBLIC_URL,
    providers: configuredProviders(CONFIGURED_PROVIDERS),
    publishInboxChanges: manyInboxChanges(environment),
  };
};

interface HandOverDependencies
  extends Pick<ReturnType<typeof planningDependencies>, 'notifications' | 'scheduleReleases' | 'publishInboxChanges'> {
  readonly laneUrl: (lane: Lane) => string;
}

/**
 * Records each notification once and hands it over: to its lane, to its schedule, to the devices that show an inbox.
 * What was recorded before is only handed over again. Resolves to how many are new.
 */
export const recordAndHandOver = async (
  planned: readonly PlannedNotification[],
  known: KnownOfOrder | undefined,
  { notifications: store, scheduleReleases, publishInboxChanges, laneUrl }: HandOverDependencies,
): Promise<number> => {
  const created = await Promise.all(planned.map((one) => store.create(one)));
  const notifications = planned.map(({ notification }) => notification);
  await sendToLanes(notifications, known, laneUrl);
  await scheduleReleases(notifications);
  await publishEntries(notifications, publishInboxChanges);
  return created.filter(Boolean).length;
};
