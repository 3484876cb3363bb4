import { PHASE_KINDS } from '../workflows/phase-kind.ts';
import { PHASES, type Phase } from '../workflows/workflow.ts';

export interface SweepDependencies {
  idsInPhase(
    phase: string,
    options: { readonly limit: number; readonly after?: string },
  ): Promise<{ readonly orderIds: readonly string[]; readonly next?: string }>;
  /** Asks for the schedules of these orders to be made. */
  ask(orderIds: readonly string[]): Promise<void>;
  /** Asks for the sweep to go on from a place, in another run. */
  goOn(place: SweepPlace): Promise<void>;
  millisecondsLeft(): number;
}

/** Where a sweep goes on. */
export interface SweepPlace {
  readonly phase: Phase;
  readonly after?: string | undefined;
}

/** Phases in which an order can wait for a deadline. */
export const OPEN_PHASES: readonly Phase[] = PHASES.filter((phase) => PHASE_KINDS[phase] !== 'final');

const PAGE = 100;
/** A page takes far less; what is left is for handing over. */
const ENOUGH_MILLISECONDS = 10_000;

/**
 * Walks over all open orders, longest in their status first, and has their schedules made again: a schedule that was
 * lost is back within a day. Stops in time and goes on where it was.
 *
 * @returns how many orders were asked for, and whether the sweep came to its end.
 */
export const sweep = async (
  from: SweepPlace | undefined,
  dependencies: SweepDependencies,
): Promise<{ readonly orders: number; readonly done: boolean }> => {
  let orders = 0;
  const first = from ? Math.max(0, OPEN_PHASES.indexOf(from.phase)) : 0;
  for (const phase of OPEN_PHASES.slice(first)) {
    let after = phase === from?.phase ? from.after : undefined;
    do {
      if (dependencies.millisecondsLeft() < ENOUGH_MILLISECONDS) {
        await dependencies.goOn({ phase, ...(after !== undefined && { after }) });
        return { orders, done: false };
      }
      const page = await dependencies.idsInPhase(phase, { limit: PAGE, ...(after !== undefined && { after }) });
      if (page.orderIds.length > 0) await dependencies.ask(page.orderIds);
      orders += page.orderIds.length;
      after = page.next;
    } while (after !== undefined);
  }
  return { orders, done: true };
};
