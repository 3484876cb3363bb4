import type { Clock } from '../clock/clock.ts';
import type { ChannelDescriptor } from '../contract/channel-descriptor.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import type { ContactStore } from './contacts/contact-store.ts';
import type { Notification } from './notification.ts';
import { ownerOf, personOf } from './person.ts';
import { hoursThatHold, zoneOfPerson } from './plan-hours.ts';
import type { SettingsReader } from './preferences/preference-store.ts';
import { isTurnedOff } from './preferences/preferences.ts';
import { isQuietNow } from './quiet-time.ts';

/**
 * A message that was planned so recently goes out as it was planned: somebody who unsubscribes in these seconds may get
 * one that was on its way. One that waited for longer (for its provider, or for a person to have it sent again) is looked
 * at anew.
 */
export const AS_PLANNED_MILLISECONDS = 5_000;

export type AddressesNow =
  | { readonly addresses: readonly string[] }
  /** It has become night there while the message waited. */
  | { readonly isQuiet: true }
  /** Not to be sent any more, and why. */
  | { readonly withdrawn: 'turned_off' | 'contact_disabled' };

interface AddressesDependencies {
  readonly settings: SettingsReader;
  readonly contacts: Pick<ContactStore, 'isDisabled'>;
  readonly clock: Clock;
  readonly supportEmail?: string | undefined;
}

type Addressed = Pick<Notification, 'type' | 'audience' | 'createdAt' | 'priority' | 'isAwaited'>;

/** Where the recipient of a message is reached at this moment. */
export const addressesNow = async (
  { type, audience, createdAt, priority, isAwaited }: Addressed,
  channel: Omit<ChannelDescriptor, 'providers'>,
  { order, shop }: { readonly order: Order; readonly shop?: Shop | undefined },
  { settings, contacts, clock, supportEmail }: AddressesDependencies,
): Promise<AddressesNow> => {
  const now = clock.now();
  const isAsPlanned = now.getTime() - Date.parse(createdAt) < AS_PLANNED_MILLISECONDS;
  const ownerId = ownerOf(audience, order);
  const needsNoSettings = isAsPlanned && channel.isAddressedByOrder === true;
  const chosen = ownerId === undefined || needsNoSettings ? undefined : await settings.get(ownerId);
  const preferences = chosen?.preferences;
  if (isTurnedOff(type, channel, preferences)) return { withdrawn: 'turned_off' };
  const known = channel.addressesOf(personOf(audience, { order, shop, supportEmail }, chosen));
  if (isAsPlanned) return { addresses: known };
  const checked = await Promise.all(
    known.map(async (address) => ((await contacts.isDisabled({ channel: channel.id, address })) ? [] : [address])),
  );
  const addresses = checked.flat();
  if (known.length > 0 && addresses.length === 0) return { withdrawn: 'contact_disabled' };
  const hours = hoursThatHold({ channel, audience, priority, isAwaited: isAwaited === true, preferences });
  const isQuiet = hours !== undefined && isQuietNow(now, hours, zoneOfPerson(audience, order, shop, preferences));
  return isQuiet ? { isQuiet } : { addresses };
};
