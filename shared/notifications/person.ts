import { carrierWithId } from '../contract/carrier-registry.ts';
import type { NotificationAudience, Person } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import { e164Of } from '../orders/model/phone-e164.ts';
import type { Shop } from '../shops/shop.ts';
import type { PersonSettings } from './preferences/preferences.ts';
import { settingsByLink } from './preferences/rights.ts';

type PartiesOf = Pick<
  Order,
  'orderId' | 'buyerId' | 'customer' | 'guestEmail' | 'sellerId' | 'driver' | 'linkGeneration'
>;

/**
 * Whose settings and inbox a notification belongs to: `user:<sub>`, `guest:<order>`, `seller:<shop>` or `support`;
 * `undefined` where the order has nobody of that kind. A guest is known by one order only.
 */
export const ownerOf = (
  audience: NotificationAudience,
  order: Pick<PartiesOf, 'orderId' | 'buyerId' | 'sellerId' | 'driver'>,
): string | undefined => {
  const { orderId, buyerId, sellerId } = order;
  const driver = ownDriver(order);
  switch (audience) {
    case 'customer':
      return buyerId === undefined ? `guest:${orderId}` : `user:${buyerId}`;
    case 'seller':
      return `seller:${sellerId}`;
    case 'driver':
      return driver && `user:${driver.driverId}`;
    case 'support':
      return 'support';
  }
};

/** Who takes part in an order, and who stands behind the service. */
export interface Parties {
  readonly order: PartiesOf;
  readonly shop?: Shop | undefined;
  /** Where the support of the service is written to, where the stage says so. */
  readonly supportEmail?: string | undefined;
}

/** A courier of a delivery provider gets their orders from the provider. */
const ownDriver = ({ driver }: Pick<PartiesOf, 'driver'>): PartiesOf['driver'] =>
  driver && carrierWithId(driver.provider) === undefined ? driver : undefined;

/** A shop may name a mailbox, a telephone or a page as the place to ask. */
const mailboxIn = (contact: string | undefined): string | undefined =>
  contact?.includes('@') && !contact.startsWith('https:') ? contact : undefined;

const partyOf = (audience: NotificationAudience, { order, shop, supportEmail }: Parties): Person => {
  const { buyerId, customer, guestEmail, sellerId } = order;
  switch (audience) {
    case 'customer':
      return definedFields({
        audience,
        userId: buyerId,
        email: customer.email ?? guestEmail,
        phone: customer.phoneE164,
      });
    case 'seller':
      return definedFields({
        audience,
        shopId: sellerId,
        email: shop?.email,
        phone: shop?.phone && e164Of(shop.phone, shop.address?.country),
      });
    case 'driver':
      return definedFields({ audience, userId: ownDriver(order)?.driverId, phone: ownDriver(order)?.phoneE164 });
    case 'support':
      return definedFields({ audience, email: supportEmail ?? mailboxIn(shop?.supportContact) });
  }
};

/**
 * Whom the order, or its shop, knows under the name, with what they have set themselves. A telephone that they have proved
 * comes before the one of the order; one that they only name is nobody's address. What a guest set by a link that has been
 * revoked is nobody's either.
 */
export const personOf = (
  audience: NotificationAudience,
  parties: Parties,
  settings: Partial<PersonSettings> = {},
): Person => {
  const party = partyOf(audience, parties);
  const { buyerId, linkGeneration = 0 } = parties.order;
  const isGuest = audience === 'customer' && buyerId === undefined;
  const { preferences, devices = [] } = isGuest ? settingsByLink(settings, linkGeneration) : settings;
  const phone = preferences?.phoneVerifiedAt === undefined ? party.phone : preferences.phoneNumber;
  const whatsapp = preferences?.whatsapp?.isOptedIn ? phone : undefined;
  return { ...party, ...definedFields({ phone, whatsapp }), ...(devices.length > 0 && { devices }) };
};
