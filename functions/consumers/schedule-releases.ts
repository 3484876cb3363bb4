import { destinationsOfKind, queueVariable } from '../../shared/contract/destinations.ts';
import { bodyOfMessage, type MessageOf } from '../../shared/events/messages.ts';
import type { Notification } from '../../shared/notifications/notification.ts';
import type { ScheduledReference } from '../../shared/notifications/scheduled-notifications.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/** Has schedules made. Asked for twice, there is one: its name is the notification's. @throws Error when it cannot be asked for. */
export const askForReleases = async (releases: readonly ScheduledReference[], queueUrl: string): Promise<void> => {
  if (releases.length === 0) return;
  const messages = releases.map((release) => ({ body: bodyOfMessage({ kind: 'release', release }) }));
  const { failed } = await sendMessages({ client: sqsClient(), queueUrl, backoff: systemBackoff }, messages);
  const [first] = failed;
  if (first) throw new Error(`The schedules of notifications could not be asked for: ${first.failure.reason}`);
};

/** Has a deadline's schedule set to another time. @throws Error when it cannot be asked for. */
export const askForPostponement = async (
  postponement: MessageOf<'postponement'>['postponement'],
  queueUrl: string,
): Promise<void> => {
  const messages = [{ body: bodyOfMessage({ kind: 'postponement', postponement }) }];
  const { failed } = await sendMessages({ client: sqsClient(), queueUrl, backoff: systemBackoff }, messages);
  const [first] = failed;
  if (first) throw new Error(`The schedule of a deadline could not be asked for: ${first.failure.reason}`);
};

type Environment = Readonly<Record<string, unknown>>;

/** Has schedules made, over the queue that takes such messages. */
export const releasesBy =
  (environment: Environment) =>
  async (releases: readonly ScheduledReference[]): Promise<void> => {
    for (const id of destinationsOfKind('release'))
      await askForReleases(releases, String(environment[queueVariable(id)]));
  };

/** Has schedules made for those that wait for their time. */
export const releaseSchedules =
  (environment: Environment) =>
  (notifications: readonly Notification[]): Promise<void> =>
    releasesBy(environment)(
      notifications.flatMap(({ orderId, notificationId, status, scheduledAt }) =>
        status === 'scheduled' && scheduledAt !== undefined ? [{ orderId, notificationId, at: scheduledAt }] : [],
      ),
    );
