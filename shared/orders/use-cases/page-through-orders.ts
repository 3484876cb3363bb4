import { definedFields } from '../../defined-fields.ts';
import type { Phase } from '../../workflows/workflow.ts';

export interface PageThroughDependencies {
  idsInPhase(
    phase: string,
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly orderIds: readonly string[]; readonly next?: string }>;
  /** Asks for these orders to be dealt with. */
  ask(orderIds: readonly string[]): Promise<void>;
  /** Asks to continue from a place, in another run. */
  goOn(place: Continuation): Promise<void>;
  millisecondsLeft(): number;
}

/** Where the next run continues. */
export interface Continuation {
  readonly phase: Phase;
  readonly after?: string | undefined;
}

const PAGE = 100;
/** A page takes far less; what is left is for handing over. */
const ENOUGH_MILLISECONDS = 10_000;

/**
 * Walks over all orders of the phases, longest in their status first, a page at a time. Stops in time and goes on where
 * it was. An order that moves to another phase meanwhile may be met twice, or not: what it is read for must
 * follow from its own events too.
 *
 * @returns how many orders were asked for, and whether all were read.
 */
export const pageThroughOrders = async (
  phases: readonly Phase[],
  from: Continuation | undefined,
  dependencies: PageThroughDependencies,
): Promise<{ readonly orders: number; readonly done: boolean }> => {
  let orders = 0;
  const first = from ? Math.max(0, phases.indexOf(from.phase)) : 0;
  for (const phase of phases.slice(first)) {
    let after = phase === from?.phase ? from.after : undefined;
    do {
      if (dependencies.millisecondsLeft() < ENOUGH_MILLISECONDS) {
        await dependencies.goOn({ phase, ...definedFields({ after }) });
        return { orders, done: false };
      }
      const page = await dependencies.idsInPhase(phase, { limit: PAGE, ...definedFields({ after }) });
      if (page.orderIds.length > 0) await dependencies.ask(page.orderIds);
      orders += page.orderIds.length;
      after = page.next;
    } while (after !== undefined);
  }
  return { orders, done: true };
};
