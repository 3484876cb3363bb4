import { UNKNOWN_PLACE_ZONE } from '../calendar/time-zone.ts';
import type { ChannelDescriptor, NotificationAudience } from '../contract/channel-descriptor.ts';
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import type { Priority } from '../workflows/workflow.ts';
import { DEFAULT_QUIET_HOURS, DEFAULT_TIME_ZONE, type PreferenceFields } from './preferences/preferences.ts';
import type { QuietHours } from './quiet-time.ts';

/** The zone in which somebody's night is: their own, else where the order goes to them, or where the shop is. */
export const zoneOfPerson = (
  audience: NotificationAudience,
  order: Order,
  shop: Shop | undefined,
  preferences: PreferenceFields | undefined,
): string => {
  if (preferences?.timezone !== undefined) return preferences.timezone;
  if (audience === 'seller') return shop?.timezone ?? DEFAULT_TIME_ZONE;
  const zone = orderTimeZone(order);
  return zone === UNKNOWN_PLACE_ZONE ? DEFAULT_TIME_ZONE : zone;
};

export interface Timing {
  readonly channel: Pick<ChannelDescriptor, 'isInbox' | 'interrupts'>;
  readonly audience: NotificationAudience;
  readonly priority: Priority;
  /** It responds to what the person has just done: they are awake. */
  readonly isAwaited: boolean;
  readonly preferences: PreferenceFields | undefined;
  /** IANA name. */
  readonly timeZone: string;
}

/**
 * The hours that hold a message; `undefined` where none do. Those that somebody chose hold for every channel but the
 * inbox; those of somebody who chose none, for customers and for what rings. A shop, a driver or support at work has none.
 */
export const hoursThatHold = (timing: Omit<Timing, 'timeZone'>): QuietHours | undefined => {
  const { channel, audience, priority, isAwaited, preferences } = timing;
  if (channel.isInbox || isAwaited) return undefined;
  if (priority === 'urgent' && preferences?.urgentInQuietHours === true) return undefined;
  const chosen = preferences?.quietHours;
  if (chosen === undefined && (audience !== 'customer' || channel.interrupts !== true)) return undefined;
  return chosen ?? DEFAULT_QUIET_HOURS;
};
