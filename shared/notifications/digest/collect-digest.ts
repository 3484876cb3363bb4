import type { Channel } from '../../contract/channel-registry.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Order } from '../../orders/model/order.ts';
import type { DigestEntry, Notification, NotificationFacts } from '../notification.ts';
import type { ScheduledNotificationStore } from '../scheduled-notifications.ts';
import { isCollected } from './digest-window.ts';

/** With the one that leads it: what is beyond goes as the next. */
const MAX_DIGEST_ENTRIES = 25;

export interface DigestDependencies {
  readonly scheduled: Pick<ScheduledNotificationStore, 'get' | 'waitingOf'>;
  readonly orders: { get(orderId: string): Promise<Order | undefined> };
  /** Whether it would go now, to these very addresses. */
  readonly isWantedAt: (member: Notification, order: Order, addresses: readonly string[]) => Promise<boolean>;
}

interface Leader {
  readonly notification: Notification;
  readonly order: Order;
  readonly channel: Channel;
  readonly addresses: readonly string[];
  readonly now: Date;
}

/** Of the same shop, so that it can be said in its name. */
const isCompanion = (other: Notification, { notification, channel, now }: Leader): boolean =>
  other.status === 'scheduled' &&
  other.channel === notification.channel &&
  other.audience === notification.audience &&
  other.locale === notification.locale &&
  isCollected(other, channel) &&
  (other.scheduledAt ?? '') <= now.toISOString();

/** The other messages that wait no longer and go to the same place: they go with it. */
export const companionsOf = async (
  leader: Leader,
  { scheduled, orders, isWantedAt }: DigestDependencies,
): Promise<readonly Notification[]> => {
  const { notification, order, addresses } = leader;
  const { ownerId, notificationId } = notification;
  if (ownerId === undefined || !isCollected(notification, leader.channel)) return [];
  const names = (await scheduled.waitingOf(ownerId)).filter((name) => name.notificationId !== notificationId);
  const companions: Notification[] = [];
  for (const name of names) {
    if (companions.length + 1 >= MAX_DIGEST_ENTRIES) break;
    const other = (await scheduled.get(name.orderId, name.notificationId))?.notification;
    if (other === undefined || !isCompanion(other, leader)) continue;
    const its = other.orderId === order.orderId ? order : await orders.get(other.orderId);
    if (its?.sellerId === order.sellerId && (await isWantedAt(other, its, addresses))) companions.push(other);
  }
  return companions;
};

/** One that was a digest already, and was met by the night, brings what it lists. */
const entriesOf = ({ orderId, notificationId, type, facts }: Notification): readonly DigestEntry[] =>
  facts.digest ?? [
    { orderId, notificationId, orderNumber: facts.orderNumber, type, ...definedFields({ variant: facts.variant }) },
  ];

const byTime = (a: Notification, b: Notification): number =>
  a.createdAt === b.createdAt
    ? a.notificationId.localeCompare(b.notificationId)
    : a.createdAt.localeCompare(b.createdAt);

/** What the leading message says once it speaks for the others. */
export const digestFacts = (leader: Notification, companions: readonly Notification[]): NotificationFacts => ({
  ...leader.facts,
  variant: 'digest',
  digest: [leader, ...companions].toSorted(byTime).flatMap(entriesOf),
});
