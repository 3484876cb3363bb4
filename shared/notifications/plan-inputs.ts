import type { Effect } from '../contract/events/event-definition.ts';
import type { Order } from '../orders/model/order.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import type { ContactPoint, ContactStore } from './contacts/contact-store.ts';
import type { PlannedNotification } from './notification.ts';
import type { NotificationStore } from './notification-store.ts';
import { contactPointsOf, ownersOf, type PlanInput } from './plan.ts';
import type { SettingsReader } from './preferences/preference-store.ts';

export interface PlanInputDependencies {
  readonly settings: SettingsReader;
  readonly contacts: Pick<ContactStore, 'isDisabled'>;
  readonly notifications: Pick<NotificationStore, 'listForOrder'>;
  readonly supportEmail?: string | undefined;
}

const nameOf = ({ channel, address }: ContactPoint): string => JSON.stringify([channel, address]);

export interface PlanInputOptions {
  /** Somebody writes on purpose: nothing that was sent before makes it a repetition, and nothing of it is read. */
  readonly isWritten?: boolean;
}

/** What a plan depends on besides the event: what its recipients chose, where they are reached, and what they were sent. */
export const planInputs = async (
  effects: readonly Effect[],
  { order: known, shop }: { readonly order: Order; readonly shop?: Shop | undefined },
  { settings, contacts, notifications, supportEmail }: PlanInputDependencies,
  { isWritten = false }: PlanInputOptions = {},
): Promise<Required<Pick<PlanInput, 'settingsOf' | 'isDisabled' | 'records'>>> => {
  const order = withShop(known, shop);
  const [entries, records] = await Promise.all([
    Promise.all(ownersOf(effects, order).map(async (ownerId) => [ownerId, await settings.get(ownerId)] as const)),
    isWritten ? [] : notifications.listForOrder(order.orderId),
  ]);
  const byOwner = new Map(entries);
  const settingsOf: NonNullable<PlanInput['settingsOf']> = (ownerId) =>
    ownerId === undefined ? undefined : byOwner.get(ownerId);
  const points = new Map(
    contactPointsOf(effects, { order, shop, supportEmail, settingsOf }).map((point) => [nameOf(point), point] as const),
  );
  const checked = await Promise.all(
    [...points].map(async ([name, point]) => ((await contacts.isDisabled(point)) ? [name] : [])),
  );
  const disabled = new Set(checked.flat());
  return { settingsOf, isDisabled: (point) => disabled.has(nameOf(point)), records };
};

/**
 * What was recorded before counts: planned again after a crash, a notification is what it was then, and none stays without
 * its message.
 */
export const withRecords = (
  planned: readonly PlannedNotification[],
  records: readonly PlannedNotification['notification'][],
): readonly PlannedNotification[] => {
  const known = new Map(records.map((record) => [record.notificationId, record]));
  return planned.map((one) => {
    const notification = known.get(one.notification.notificationId);
    return notification === undefined ? one : { ...one, notification };
  });
};
