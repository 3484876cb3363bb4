import type { FindShop } from '../../shared/orders/use-cases/create-order.ts';
import type { ShopReader } from '../../shared/shops/shop-store.ts';
import { type Logger, logger } from './observability.ts';

/** For an order that is paid: what cannot be read of its shop is logged, and the order is made without it. */
export const shopWherePossible =
  (shops: ShopReader, log: () => Pick<Logger, 'error'> = logger): FindShop =>
  async (shopId) => {
    try {
      return await shops.get(shopId);
    } catch (error) {
      log().error('The shop of a new order could not be read', { shopId, error });
      return undefined;
    }
  };
