import type { Actor, Order } from '../../../shared/orders/model/order.ts';
import { isDriverOnly } from './parties.ts';

/** What a shop wrote and nobody could read is for the shop, the buyer and the office to look at. */
export const metadataFor = (
  { metadata }: Order,
  actors: readonly Actor[],
): Readonly<Record<string, unknown>> | null => {
  if (metadata === undefined || !isDriverOnly(actors)) return metadata ?? null;
  const { asWritten: _asWritten, ...rest } = metadata;
  return Object.keys(rest).length > 0 ? rest : null;
};
