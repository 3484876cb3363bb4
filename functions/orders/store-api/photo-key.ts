import * as z from 'zod';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { photoFolder } from '../../../shared/orders/use-cases/delivery-photos.ts';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';

const proven = z.object({ proof: z.object({ photoKey: z.string() }) });

const PAGE = 50;
/** Of an order with more events than these after its delivery, the photo is not looked for any further. */
const MAX_READ = 500;

/** The key that a driver gave as proof. Everybody may write into the metadata of a status: only what was given out counts. */
const photoKeyIn = ({ orderId, actor, metadata }: OrderEvent): string | undefined => {
  const found = proven.safeParse(metadata);
  if (!found.success || actor.role !== 'driver' || actor.id === undefined) return undefined;
  const { photoKey } = found.data.proof;
  return photoKey.startsWith(photoFolder(orderId, actor.id)) ? photoKey : undefined;
};

/** The key of the last photo that was given as proof; looked for from the newest event. */
export const photoKeyOf = async (store: Pick<OrderStore, 'history'>, orderId: string): Promise<string | undefined> => {
  let before: number | undefined;
  for (let read = 0; read < MAX_READ; read += PAGE) {
    const { events } = await store.history(orderId, {
      limit: PAGE,
      newestFirst: true,
      ...(before !== undefined && { before }),
    });
    for (const event of events) {
      const photoKey = photoKeyIn(event);
      if (photoKey !== undefined) return photoKey;
    }
    before = events.at(-1)?.seq;
    if (events.length < PAGE || before === undefined) return undefined;
  }
  return undefined;
};
