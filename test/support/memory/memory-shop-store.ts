import type { Shop } from '../../../shared/shops/shop.ts';
import type { ShopStore } from '../../../shared/shops/shop-store.ts';

export const memoryShopStore = (): ShopStore => {
  const shops = new Map<string, Shop>();
  return {
    get: async (shopId) => structuredClone(shops.get(shopId)),
    put: async ({ shopId, profile, at }, before) => {
      const current = shops.get(shopId);
      if (current?.version !== before?.version) return { outcome: 'conflict' };
      const shop: Shop = {
        ...profile,
        shopId,
        version: (current?.version ?? 0) + 1,
        createdAt: current?.createdAt ?? at,
        updatedAt: at,
      };
      shops.set(shopId, structuredClone(shop));
      return { outcome: 'stored', shop };
    },
  };
};
