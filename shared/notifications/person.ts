import type { NotificationAudience, Person } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import { e164Of } from '../orders/model/phone-e164.ts';
import type { Shop } from '../shops/shop.ts';
import type { PersonSettings } from './preferences/preferences.ts';

type PartiesOf = Pick<Order, 'orderId' | 'buyerId' | 'customer' | 'guestEmail' | 'sellerId' | 'driver'>;

/**
 * Whose settings and inbox a notification belongs to: `user:<sub>`, `guest:<order>`, `seller:<shop>` or `support`;
 * `undefined` where the order has nobody of that kind. A guest is known by one order only.
 */
export const ownerOf = (
  audience: NotificationAudience,
  { orderId, buyerId, sellerId, driver }: Pick<PartiesOf, 'orderId' | 'buyerId' | 'sellerId' | 'driver'>,
): string | undefined => {
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

const partyOf = (audience: NotificationAudience, order: PartiesOf, shop: Shop | undefined): Person => {
  const { buyerId, customer, guestEmail, sellerId, driver } = order;
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
      return definedFields({ audience, userId: driver?.driverId, phone: driver?.phoneE164 });
    case 'support':
      return { audience };
  }
};

/**
 * Whom the order, or its shop, knows under the name, with what they have set themselves. A telephone that they have proved
 * comes before the one of the order; one that they only name is nobody's address.
 */
export const personOf = (
  audience: NotificationAudience,
  order: PartiesOf,
  shop: Shop | undefined,
  { preferences, devices = [] }: Partial<PersonSettings> = {},
): Person => {
  const party = partyOf(audience, order, shop);
  const phone = preferences?.phoneVerifiedAt === undefined ? party.phone : preferences.phoneNumber;
  const whatsapp = preferences?.whatsapp?.isOptedIn ? phone : undefined;
  return { ...party, ...definedFields({ phone, whatsapp }), ...(devices.length > 0 && { devices }) };
};
