import type { NotificationAudience, Person } from '../contract/channel-descriptor.ts';
import { definedFields } from '../defined-fields.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';

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

/** Whom the order, or its shop, knows under the name. */
export const personOf = (audience: NotificationAudience, order: PartiesOf, shop: Shop | undefined): Person => {
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
      return definedFields({ audience, shopId: sellerId, email: shop?.email });
    case 'driver':
      return definedFields({ audience, userId: driver?.driverId, phone: driver?.phoneE164 });
    case 'support':
      return { audience };
  }
};
