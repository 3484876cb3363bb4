import {
  type Notification,
  type NotificationAttempt,
  type PlannedNotification,
  RECEIPT_FIELDS,
  statusOf,
} from '../../../shared/notifications/notification.ts';
import type { AttemptResult, NotificationStore } from '../../../shared/notifications/notification-store.ts';
import { summaryOfNotification } from './notification-summary.ts';

interface Stored {
  readonly planned: PlannedNotification;
  readonly claimedBy?: string;
  readonly leaseUntil?: string;
  readonly isReported?: boolean;
}

const STATUS_AFTER = {
  accepted: 'sent',
  refused: 'failed',
  withdrawn: 'withdrawn',
  blocked: 'pending',
  throttled: 'pending',
  unavailable: 'pending',
  unknown: 'sending',
} as const;

const ended = (attempt: NotificationAttempt, result: AttemptResult): NotificationAttempt => ({
  ...attempt,
  outcome: result.outcome,
  ...('error' in result && { error: result.error }),
  ...(result.provider !== undefined && { provider: result.provider }),
});

/** The log of notifications in memory, with the claims of the table's. */
export const memoryNotificationStore = (): NotificationStore & { readonly all: () => readonly Notification[] } => {
  const items = new Map<string, Stored>();
  const keyOf = ({ orderId, notificationId }: Pick<Notification, 'orderId' | 'notificationId'>) =>
    `${orderId} ${notificationId}`;
  const notificationOf = ({ planned: { notification } }: Stored): Notification => ({
    ...notification,
    status: statusOf(notification),
  });
  const change = (key: string, fields: Partial<Notification>, more: Omit<Stored, 'planned'> = {}): void => {
    const stored = items.get(key);
    if (!stored) throw new Error(`There is no notification ${key}`);
    const notification = { ...stored.planned.notification, ...fields };
    items.set(key, { ...stored, ...more, planned: { ...stored.planned, notification } });
  };
  const holds = (key: string, attemptId: string): boolean => {
    const stored = items.get(key);
    return stored?.claimedBy === attemptId && stored.planned.notification.status === 'sending';
  };
  return {
    all: () => [...items.values()].map(notificationOf),
    create: async (planned) => {
      const key = keyOf(planned.notification);
      if (items.has(key)) return false;
      items.set(key, { planned });
      return true;
    },
    claim: async (orderId, notificationId, { attemptId, at, leaseUntil }) => {
      const key = keyOf({ orderId, notificationId });
      const stored = items.get(key);
      if (!stored) return { outcome: 'absent' };
      const { status, attempts } = stored.planned.notification;
      if (stored.isReported || (status !== 'pending' && status !== 'sending')) return { outcome: 'settled' };
      if (status === 'sending' && (stored.leaseUntil ?? '') > at)
        return { outcome: 'busy', leaseUntil: stored.leaseUntil ?? at };
      change(
        key,
        { status: 'sending', attempts: [...attempts, { attemptId, at }] },
        { claimedBy: attemptId, leaseUntil },
      );
      return { outcome: 'claimed', planned: items.get(key)?.planned ?? stored.planned };
    },
    settle: async (claimed, attemptId, result) => {
      const key = keyOf(claimed);
      if (!holds(key, attemptId)) return;
      const attempts = claimed.attempts.map((one) => (one.attemptId === attemptId ? ended(one, result) : one));
      const status = STATUS_AFTER[result.outcome];
      const leaseUntil = result.outcome === 'unknown' ? result.leaseUntil : undefined;
      const sent =
        result.outcome === 'accepted' ? { sentAt: result.at, providerMessageId: result.providerMessageId } : {};
      change(key, { status, attempts, ...sent }, leaseUntil === undefined ? {} : { leaseUntil });
    },
    release: async (claimed, attemptId) => {
      const key = keyOf(claimed);
      if (!holds(key, attemptId)) return;
      change(key, { status: 'pending', attempts: claimed.attempts.filter((one) => one.attemptId !== attemptId) });
    },
    postpone: async (claimed, attemptId, at) => {
      const key = keyOf(claimed);
      if (!holds(key, attemptId)) return;
      const attempts = claimed.attempts.filter((one) => one.attemptId !== attemptId);
      change(key, { status: 'scheduled', scheduledAt: at, attempts });
    },
    listForOrder: async (orderId) =>
      [...items.values()].map(notificationOf).filter((notification) => notification.orderId === orderId),
    summariesForOrder: async (orderId) =>
      [...items.values()]
        .map(notificationOf)
        .filter((notification) => notification.orderId === orderId)
        .map(summaryOfNotification),
    findByMessageId: async (providerId, messageId) =>
      [...items.values()]
        .map(notificationOf)
        .find(({ provider, providerMessageId }) => provider === providerId && providerMessageId === messageId),
    getPlanned: async (of) => items.get(keyOf(of))?.planned,
    get: async (orderId, notificationId) => {
      const stored = items.get(keyOf({ orderId, notificationId }));
      return stored && notificationOf(stored);
    },
    report: async (of, channel, { fact, at, error }) => {
      const key = keyOf(of);
      const known = items.get(key)?.planned.notification;
      if (known?.channel !== channel) return 'absent';
      const field = RECEIPT_FIELDS[fact];
      const before = known[field];
      if (before !== undefined && before <= at) return 'known';
      change(key, { [field]: at, ...(error !== undefined && { error }) }, { isReported: true });
      return 'reported';
    },
    reopen: async (of) => {
      const key = keyOf(of);
      const stored = items.get(key);
      if (stored === undefined || notificationOf(stored).status !== 'failed') return false;
      change(key, { status: 'pending' }, { isReported: false });
      return true;
    },
  };
};
