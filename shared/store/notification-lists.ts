import type { Notification, NotificationSummary } from '../notifications/notification.ts';
import { keys } from './keys.ts';
import { notificationOf, SUMMARY_ATTRIBUTES, summaryOf } from './notification-item.ts';
import { queryAll, type Table } from './table.ts';

export const oldestFirst = <N extends Pick<Notification, 'createdAt'>>(notifications: readonly N[]): readonly N[] =>
  notifications.toSorted((a, b) => (a.createdAt === b.createdAt ? 0 : a.createdAt < b.createdAt ? -1 : 1));

const ofOrder = (orderId: string) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
  ExpressionAttributeValues: { ':pk': keys.order(orderId).pk, ':prefix': keys.notificationPrefix },
});

/** Oldest first. */
export const listForOrder = async (table: Table, orderId: string): Promise<readonly Notification[]> =>
  oldestFirst((await queryAll(table, ofOrder(orderId))).map(notificationOf));

const SUMMARY = {
  ProjectionExpression: SUMMARY_ATTRIBUTES.map((name) => `#${name}`)
    .join(', ')
    .concat(', #facts.#variant'),
  ExpressionAttributeNames: Object.fromEntries(
    [...SUMMARY_ATTRIBUTES, 'facts', 'variant'].map((name) => [`#${name}`, name]),
  ),
};

/** Oldest first. A third of what is stored of each: it costs the same, and is sent and read in half the time. */
export const summariesForOrder = async (table: Table, orderId: string): Promise<readonly NotificationSummary[]> =>
  oldestFirst((await queryAll(table, { ...ofOrder(orderId), ...SUMMARY })).map(summaryOf));
