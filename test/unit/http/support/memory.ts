/** Doubles of the stores that have no other one in memory: as small as their ports. */

import { type InboxOwner, inboxOwnerOf } from '../../../../shared/notifications/inbox/inbox-owner.ts';
import type { InboxStore } from '../../../../shared/notifications/inbox/inbox-store.ts';
import type { LinkRequest } from '../../../../shared/notifications/link-request.ts';
import { type Notification, RECEIPT_FIELDS } from '../../../../shared/notifications/notification.ts';
import type { ReportedFact } from '../../../../shared/notifications/notification-store.ts';
import type { DriverLocation } from '../../../../shared/orders/model/driver-location.ts';
import type { BulkJob, BulkJobStore, BulkResult } from '../../../../shared/orders/use-cases/bulk-job-store.ts';
import type { LocationStore } from '../../../../shared/orders/use-cases/location-store.ts';
import type { NewWorkflowVersion, WorkflowStore } from '../../../../shared/orders/use-cases/workflow-store.ts';
import { summaryOfNotification } from '../../../support/memory/notification-summary.ts';

export const memoryNotificationList = () => {
  const notifications: Notification[] = [];
  return {
    all: notifications,
    getPlanned: async ({ notificationId }: { readonly notificationId: string }) => {
      const notification = notifications.find((one) => one.notificationId === notificationId);
      return notification && { notification, link: 'https://wismo.example/track/1' };
    },
    report: async (
      { notificationId }: { readonly notificationId: string },
      channel: string,
      { fact, at }: ReportedFact,
    ) => {
      const index = notifications.findIndex((one) => one.notificationId === notificationId && one.channel === channel);
      const found = notifications[index];
      if (found === undefined) return 'absent' as const;
      notifications[index] = { ...found, [RECEIPT_FIELDS[fact]]: at };
      return 'reported' as const;
    },
    reopen: async ({ notificationId }: { readonly notificationId: string }) => {
      const index = notifications.findIndex((one) => one.notificationId === notificationId && one.status === 'failed');
      const found = notifications[index];
      if (found) notifications[index] = { ...found, status: 'pending' };
      return found !== undefined;
    },
    add: (notification: Notification) => notifications.push(notification),
    listForOrder: async (orderId: string) => notifications.filter((one) => one.orderId === orderId),
    summariesForOrder: async (orderId: string) =>
      notifications.filter((one) => one.orderId === orderId).map(summaryOfNotification),
  };
};

/** Inboxes over the notifications of `memoryNotificationList`. */
export const memoryInbox = (notifications: Notification[]): InboxStore => {
  const own = (owner: InboxOwner) =>
    notifications.filter(
      (one) =>
        inboxOwnerOf(one) === owner &&
        one.channel === 'in_app' &&
        one.status === 'delivered' &&
        one.archivedAt === undefined,
    );
  const change = (owner: InboxOwner, id: string, fields: Partial<Notification>): boolean => {
    const found = own(owner).find(({ notificationId }) => notificationId === id);
    if (found) notifications[notifications.indexOf(found)] = { ...found, ...fields };
    return found !== undefined;
  };
  const unread = (owner: InboxOwner) => own(owner).filter(({ readAt }) => readAt === undefined);
  return {
    list: async (owner, { limit, after, isUnread = false }) => {
      const all = (isUnread ? unread(owner) : own(owner)).toReversed();
      const start = Number(after?.start ?? 0);
      const end = start + limit;
      return { entries: all.slice(start, end), ...(end < all.length && { next: { start: String(end) } }) };
    },
    newest: async (owner, limit) =>
      own(owner)
        .toReversed()
        .slice(0, limit)
        .map(({ orderId, notificationId, createdAt, readAt }) => ({
          orderId,
          notificationId,
          position: `${createdAt}#${notificationId}`,
          isUnread: readAt === undefined,
        })),
    countUnread: async (owner) => unread(owner).length,
    markRead: async (owner, id, readAt) => {
      const isUnread = unread(owner).some(({ notificationId }) => notificationId === id);
      if (isUnread) change(owner, id, { readAt });
      if (isUnread) return 'read';
      return own(owner).some(({ notificationId }) => notificationId === id) ? 'was_read' : 'absent';
    },
    markAllRead: async (owner, readAt) => {
      const ids = unread(owner).map(({ notificationId }) => notificationId);
      for (const id of ids) change(owner, id, { readAt });
      return ids;
    },
    archive: async (owner, id, archivedAt) => (change(owner, id, { archivedAt }) ? 'archived' : 'absent'),
  };
};

export const memoryLinkRequestStore = () => {
  const requests: LinkRequest[] = [];
  return {
    requests,
    put: async (request: LinkRequest) => {
      requests.push(request);
    },
  };
};

export const memoryLocationStore = (): LocationStore => {
  const locations = new Map<string, DriverLocation>();
  return {
    put: async (location) => {
      const known = locations.get(location.orderId);
      if (known && known.at.slice(0, 19) >= location.at.slice(0, 19)) return 'dropped';
      locations.set(location.orderId, location);
      return 'stored';
    },
    get: async (orderId) => locations.get(orderId),
  };
};

export const memoryBulkJobStore = (): BulkJobStore => {
  const jobs = new Map<string, { job: BulkJob; portions: (readonly BulkResult[])[]; finishedAt?: string }>();
  const find = (jobId: string) => {
    const found = jobs.get(jobId);
    if (!found) throw new Error(`There is no job ${jobId}`);
    return found;
  };
  return {
    create: async (job) => {
      const before = jobs.get(job.jobId);
      if (before) return before.job.startedAt === job.startedAt ? 'created' : 'exists';
      jobs.set(job.jobId, { job, portions: [] });
      return 'created';
    },
    record: async (jobId, portion, results) => {
      find(jobId).portions[portion] = results;
    },
    isRecorded: async (jobId, portion) => find(jobId).portions[portion] !== undefined,
    finish: async (jobId, at) => {
      find(jobId).finishedAt = at;
    },
    get: async (jobId) => {
      const found = jobs.get(jobId);
      if (!found) return undefined;
      const { job, portions, finishedAt } = found;
      return { job, results: portions.flat(), ...(finishedAt !== undefined && { finishedAt }) };
    },
  };
};

export const memoryWorkflowStore = (): WorkflowStore => {
  const versions: NewWorkflowVersion[] = [];
  const of = (id: string) => versions.filter(({ definition }) => definition.id === id);
  const active = (id: string) => of(id).at(-1)?.definition.version;
  return {
    getVersion: async (id, version) => of(id).find(({ definition }) => definition.version === version)?.definition,
    getActiveVersion: async (id) => active(id),
    versions: async (id) =>
      of(id)
        .map(({ definition }) => definition)
        .toReversed(),
    list: async () =>
      [...Map.groupBy(versions, ({ definition }) => definition.id).values()].flatMap((group) => {
        const newest = group.at(-1);
        if (!newest) return [];
        const { id, title, version } = newest.definition;
        return [{ id, title, activeVersion: version, updatedAt: newest.at, updatedBy: newest.by }];
      }),
    putVersion: async (version) => {
      const { id, version: number } = version.definition;
      if (active(id) !== version.expectedActive) return 'conflict';
      if (of(id).some(({ definition }) => definition.version === number)) return 'conflict';
      versions.push(version);
      return 'stored';
    },
  };
};
