import { contactDigests, type DigestKeys } from '../notifications/contacts/contact-digest.ts';
import type { ContactPoint } from '../notifications/contacts/contact-store.ts';
import type { ReachReader } from '../notifications/reach-reader.ts';
import { batchGet } from './batch-get.ts';
import { shopOf } from './dynamo-shop-store.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** A shop and the contact points that nobody is reached at, in one call at half the price: it may be a moment behind. */
export const dynamoShopAndContacts = (
  { client, tableName, backoff }: Table,
  digestKeys: () => Promise<DigestKeys>,
): ReachReader => {
  const keysOf = async (points: readonly ContactPoint[]) => {
    if (points.length === 0) return [];
    const known = await digestKeys();
    return points.map((point) => ({ point, lies: contactDigests(point, known).map(keys.disabledContact) }));
  };
  return {
    read: async ({ shopId, points }) => {
      const contacts = await keysOf(points);
      const shopKey = shopId === undefined ? undefined : keys.shop(shopId);
      const wanted = [...(shopKey ? [shopKey] : []), ...contacts.flatMap(({ lies }) => lies)];
      const items = wanted.length === 0 ? [] : await batchGet(client, tableName, wanted, backoff, false);
      const shop = items.find(({ pk }) => pk === shopKey?.pk);
      const found = new Set(items.map(({ pk }) => pk));
      const disabled = contacts.filter(({ lies }) => lies.some(({ pk }) => found.has(pk))).map(({ point }) => point);
      return { ...(shop && { shop: shopOf(shop) }), disabled };
    },
  };
};
