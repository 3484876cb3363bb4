import * as z from 'zod';
import type { OrderStore } from '../../../shared/orders/use-cases/order-store.ts';

const proven = z.object({ proof: z.object({ photoKey: z.string() }) });

const PAGE = 50;
/** Of an order with more events than these after its delivery, the photo is not looked for any further. */
const MAX_READ = 500;

/** The key of the last photo that was given as proof; looked for from the newest event. */
export const photoKeyOf = async (store: Pick<OrderStore, 'history'>, orderId: string): Promise<string | undefined> => {
  let before: number | undefined;
  for (let read = 0; read < MAX_READ; read += PAGE) {
    const { events } = await store.history(orderId, {
      limit: PAGE,
      newestFirst: true,
      ...(before !== undefined && { before }),
    });
    for (const { metadata } of events) {
      const found = proven.safeParse(metadata);
      if (found.success) return found.data.proof.photoKey;
    }
    before = events.at(-1)?.seq;
    if (events.length < PAGE || before === undefined) return undefined;
  }
  return undefined;
};
