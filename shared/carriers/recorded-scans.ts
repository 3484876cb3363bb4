import { definedFields } from '../defined-fields.ts';
import type { Scan } from '../orders/model/order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';

const PAGE = 100;

/** The scans of an order that are wanted, oldest first, however many pages they are on. */
export const recordedScans = async (
  store: Pick<OrderStore, 'scans'>,
  orderId: string,
  isWanted: (scan: Scan) => boolean,
): Promise<readonly Scan[]> => {
  const found: Scan[] = [];
  let after: string | undefined;
  do {
    const page = await store.scans(orderId, { limit: PAGE, ...definedFields({ after }) });
    found.push(...page.scans.filter(isWanted));
    after = page.next;
  } while (after !== undefined);
  return found;
};
