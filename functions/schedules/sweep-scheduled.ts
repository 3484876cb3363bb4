import type { ScheduledNotificationStore } from '../../shared/notifications/scheduled-notifications.ts';
import { askForReleases } from '../consumers/schedule-releases.ts';

/** Has the schedules of all notifications that wait made again: they wait for a night, so there are few of them at once. */
export const sweepScheduled = async ({
  scheduled,
  queueUrl,
}: {
  readonly scheduled: Pick<ScheduledNotificationStore, 'list'>;
  readonly queueUrl: string;
}): Promise<void> => {
  for await (const page of scheduled.list()) await askForReleases(page, queueUrl);
};
