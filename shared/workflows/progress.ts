import type { FulfilmentType, Phase } from './workflow.ts';

/** The steps of a progress bar, as a buyer thinks of them. */
export const PROGRESS_STEPS = [
  'placed',
  'confirmed',
  'preparing',
  'ready',
  'in_transit',
  'out_for_delivery',
  'delivered',
  'completed',
] as const satisfies readonly Phase[];
export type ProgressStep = (typeof PROGRESS_STEPS)[number];

export type StepState = 'done' | 'current' | 'todo';

/** How the message looks: on its way, finished well, needing attention, or ended otherwise. */
export type Tone = 'moving' | 'arrived' | 'attention' | 'ended';

export interface Progress {
  readonly tone: Tone;
  /** Empty where a bar would show nothing: an order that was cancelled is not halfway. */
  readonly steps: readonly { readonly step: ProgressStep; readonly state: StepState }[];
}

const TONES: Readonly<Record<Phase, Tone>> = {
  placed: 'moving',
  confirmed: 'moving',
  preparing: 'moving',
  ready: 'moving',
  in_transit: 'moving',
  out_for_delivery: 'moving',
  delivered: 'arrived',
  completed: 'arrived',
  delayed: 'attention',
  exception: 'attention',
  disputed: 'attention',
  cancelled: 'ended',
  returned: 'ended',
  refunded: 'ended',
  failed: 'ended',
};

const SHIPPED_STEPS = ['placed', 'preparing', 'in_transit', 'out_for_delivery', 'delivered'] as const;
/** How an order comes to its buyer: what is downloaded is not brought, whatever the order says of its fulfilment. */
export type DeliveryPath = FulfilmentType | 'digital';
const STEPS: Readonly<Record<DeliveryPath, readonly ProgressStep[]>> = {
  shipping: SHIPPED_STEPS,
  delivery: SHIPPED_STEPS,
  pickup: ['placed', 'preparing', 'ready', 'completed'],
  digital: ['placed', 'confirmed', 'delivered'],
};

export const pathOf = ({
  workflow,
  fulfilmentType,
}: {
  readonly workflow: { readonly id: string };
  readonly fulfilmentType: FulfilmentType;
}): DeliveryPath => (workflow.id === 'digital' ? 'digital' : fulfilmentType);

/** How far a phase is; delayed and troubled orders are shown as under way. */
const rankOf = (phase: Phase): number => {
  const rank = (PROGRESS_STEPS as readonly Phase[]).indexOf(phase);
  return rank >= 0 ? rank : PROGRESS_STEPS.indexOf('in_transit');
};

/** The last step that the order has reached is the current one, unless the order has arrived: then all are done. */
export const progressOf = (phase: Phase, path: DeliveryPath): Progress => {
  const tone = TONES[phase];
  if (tone === 'ended' || phase === 'disputed') return { tone, steps: [] };
  const steps = STEPS[path];
  const reached = steps.findLastIndex((step) => rankOf(step) <= rankOf(phase));
  return {
    tone,
    steps: steps.map((step, index) => ({
      step,
      state: tone === 'arrived' || index < reached ? 'done' : index === reached ? 'current' : 'todo',
    })),
  };
};
