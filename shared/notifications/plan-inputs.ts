import type { Effect } from '../contract/events/event-definition.ts';
import type { Order } from '../orders/model/order.ts';
import { type Shop, withShop } from '../shops/shop.ts';
import type { ContactPoint } from './contacts/contact-store.ts';
import type { PlannedNotification } from './notification.ts';
import type { PlanInput } from './plan.ts';
import type { SettingsReader } from './preferences/preference-store.ts';
import type { ReachReader } from './reach-reader.ts';
import { contactPointsOf, isReachedByShop, ownersOf } from './recipients.ts';

export interface PlanInputDependencies {
  readonly settings: SettingsReader;
  readonly reach: ReachReader;
  readonly supportEmail?: string | undefined;
}

export interface PlanInputs extends Required<Pick<PlanInput, 'settingsOf' | 'isDisabled'>> {
  readonly shop?: Shop | undefined;
}

const nameOf = ({ channel, address }: ContactPoint): string => JSON.stringify([channel, address]);

const distinct = (points: readonly ContactPoint[]): readonly ContactPoint[] => [
  ...new Map(points.map((point) => [nameOf(point), point])).values(),
];

/**
 * What a plan depends on besides the event: the shop, what its recipients chose, and where they are reached. The shop and
 * the contacts of customers are one read; only whom the shop's own words reach is asked for after it.
 */
export const planInputs = async (
  effects: readonly Effect[],
  order: Order,
  { settings, reach, supportEmail }: PlanInputDependencies,
): Promise<PlanInputs> => {
  const entries = await Promise.all(
    ownersOf(effects, order).map(async (ownerId) => [ownerId, await settings.get(ownerId)] as const),
  );
  const byOwner = new Map(entries);
  const settingsOf: PlanInputs['settingsOf'] = (ownerId) => (ownerId === undefined ? undefined : byOwner.get(ownerId));
  const pointsOf = (some: readonly Effect[], shop: Shop | undefined): readonly ContactPoint[] =>
    distinct(contactPointsOf(some, { order: withShop(order, shop), shop, supportEmail, settingsOf }));
  const ofOrder = pointsOf(
    effects.filter((effect) => !isReachedByShop(effect)),
    undefined,
  );
  const { shop, disabled } = await reach.read({ shopId: order.sellerId, points: ofOrder });
  const ofShop = pointsOf(effects.filter(isReachedByShop), shop);
  const others = ofShop.length === 0 ? [] : (await reach.read({ points: ofShop })).disabled;
  const names = new Set([...disabled, ...others].map(nameOf));
  return { settingsOf, isDisabled: (point) => names.has(nameOf(point)), shop };
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
