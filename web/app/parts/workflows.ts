import { shallowReactive } from 'vue';
import type { Phase, WorkflowDescription } from '../../../client/src/index.ts';
import { PROGRESS_STEPS } from '../../../shared/workflows/progress.ts';
import { api } from '../session/api.ts';

/** A step that the shop can take next. */
export interface NextStep {
  readonly status: string;
  readonly phase: Phase;
  /** A parcel or a driver has to be known first. */
  readonly needsParcel: boolean;
}

interface Order {
  readonly workflow: { readonly id: string; readonly version: number };
  readonly status: string;
  readonly phase: Phase;
  readonly fulfilmentType: 'pickup' | 'delivery' | 'shipping';
  readonly trackingNumber?: string;
}

const known = shallowReactive(new Map<string, WorkflowDescription>());
const asked = new Set<string>();

/** The workflow of an order, once it is loaded: each is asked for once. */
const workflowOf = ({ workflow: { id, version } }: Order): WorkflowDescription | undefined => {
  const key = `${id} ${version}`;
  if (!asked.has(key)) {
    asked.add(key);
    api()
      .getWorkflow({ workflowId: id, version })
      .then((workflow) => known.set(key, workflow))
      .catch(() => asked.delete(key));
  }
  return known.get(key);
};

/** Whether the workflow has this step for the role from here; until it is loaded, that is not known to be otherwise. */
export const mayTake = (order: Order, to: string, role: string): boolean => {
  const workflow = workflowOf(order);
  if (workflow === undefined) return true;
  return workflow.transitions.some(
    (edge) => edge.from === order.status && edge.to === to && (edge.roles as readonly string[]).includes(role),
  );
};

/** Whether nothing leads on from this status of the order's workflow. */
export const endsAt = (order: Order, status: string): boolean =>
  workflowOf(order)?.statuses.some((each) => each.status === status && each.final) ?? false;

const rankOf = (phase: Phase): number => (PROGRESS_STEPS as readonly Phase[]).indexOf(phase);

/** The step forward that a seller may take from here; nothing where others move the order, or it is at its end. */
export const nextStepOf = (order: Order): NextStep | undefined => {
  const workflow = workflowOf(order);
  const isPickup = order.fulfilmentType === 'pickup';
  const from = Math.max(rankOf(order.phase), 0);
  return workflow?.transitions
    .filter((edge) => edge.from === order.status && edge.roles.includes('seller'))
    .flatMap(({ to, guards }) => {
      const phase = workflow.statuses.find(({ status }) => status === to)?.phase;
      const isForOthers = guards.includes('fulfilment_is') && (phase === 'ready') !== isPickup;
      if (phase === undefined || rankOf(phase) < from || isForOthers) return [];
      const needsParcel = guards.includes('has_tracking_or_driver') && order.trackingNumber === undefined;
      return [{ status: to, phase, needsParcel }];
    })
    .toSorted((a, b) => rankOf(a.phase) - rankOf(b.phase))[0];
};

const LABELS: Partial<Record<Phase, string>> = {
  confirmed: 'step.confirm',
  preparing: 'step.prepare',
  ready: 'step.ready',
  in_transit: 'step.send',
  out_for_delivery: 'step.send',
  delivered: 'step.complete',
  completed: 'step.complete',
};

/** The step by its result; one within a phase has the name of its status. */
export const stepLabel = ({ phase }: NextStep, order: Order): string =>
  phase === order.phase ? 'step.next' : (LABELS[phase] ?? 'step.next');
