import type { Instant } from '../calendar/instant.ts';
import { dueBy, isQuiet, watchedSilence } from '../orders/engine/deadlines.ts';
import type { TransitScope } from '../orders/model/estimate-source.ts';
import type { Order, Scan } from '../orders/model/order.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';
import { type Expectation, expectationOf, needsOwnEstimate } from './expectation.ts';
import { ownEstimate } from './own-estimate.ts';
import type { TransitHistory } from './transit-history.ts';
import { silenceFor } from './usual-for-deadline.ts';

/** How long nothing may be heard of an order before it counts as delayed. */
export interface SilenceOutlook {
  readonly since: Instant;
  readonly unusualFrom: Instant;
  /** Null: too little is known, and the workflow's own rule holds. */
  readonly learntFrom: number | null;
  readonly scope: TransitScope | null;
}

/** What is to be expected of an order now. */
export interface Outlook {
  readonly expectation: Expectation;
  readonly silence?: SilenceOutlook;
  readonly isQuiet: boolean;
}

interface Asked {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  /** All scans of the order, in any order. */
  readonly scans: readonly Scan[];
  readonly history: TransitHistory;
  readonly now: Date;
}

const silenceOf = async (asked: Asked): Promise<SilenceOutlook | undefined> => {
  const { workflow, order } = asked;
  const watched = watchedSilence(workflow, order);
  if (watched === undefined) return undefined;
  const { deadline, definition, since } = watched;
  const usual = await silenceFor({ ...asked, definition });
  return {
    since,
    unusualFrom: dueBy(workflow, deadline, usual),
    learntFrom: usual?.silences ?? null,
    scope: usual?.scope ?? null,
  };
};

export const outlookOf = async (asked: Asked): Promise<Outlook> => {
  const { workflow, order, now } = asked;
  const [own, silence] = await Promise.all([
    needsOwnEstimate(order, now) ? ownEstimate(asked) : undefined,
    silenceOf(asked),
  ]);
  return {
    expectation: expectationOf(order, own, now),
    ...(silence && { silence }),
    isQuiet: isQuiet(workflow, order),
  };
};
