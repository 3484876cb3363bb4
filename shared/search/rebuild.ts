import type { OrderStore } from '../orders/order-store.ts';
import { PHASES } from '../workflows/workflow.ts';

export interface RebuildDependencies {
  readonly orders: Pick<OrderStore, 'idsInPhase'>;
  readonly index: (orderId: string) => Promise<void>;
  /** Called after every page. */
  readonly onProgress?: (indexed: number) => void;
}

const PAGE = 100;

/**
 * Indexes every order anew, phase by phase: after a change of what orders are found by. An order that changes its phase
 * meanwhile is indexed by its own event. Returns how many were.
 */
export const rebuildIndex = async ({ orders, index, onProgress }: RebuildDependencies): Promise<number> => {
  let indexed = 0;
  for (const phase of PHASES) {
    let after: string | undefined;
    do {
      const page = await orders.idsInPhase(phase, { limit: PAGE, ...(after !== undefined && { after }) });
      for (const orderId of page.orderIds) await index(orderId);
      indexed += page.orderIds.length;
      onProgress?.(indexed);
      after = page.next;
    } while (after !== undefined);
  }
  return indexed;
};
