import type { Phase } from '../generated/api.ts';

/** How a phase looks; the word beside it says the same. */
export type Look = 'progress' | 'done' | 'attention' | 'problem' | 'neutral';

export const LOOKS: Readonly<Record<Phase, Look>> = {
  placed: 'attention',
  confirmed: 'progress',
  preparing: 'progress',
  ready: 'progress',
  in_transit: 'progress',
  out_for_delivery: 'progress',
  delivered: 'done',
  completed: 'done',
  delayed: 'attention',
  exception: 'problem',
  disputed: 'problem',
  cancelled: 'neutral',
  returned: 'neutral',
  refunded: 'neutral',
  failed: 'problem',
};

const FINAL: readonly Phase[] = ['delivered', 'completed', 'cancelled', 'returned', 'refunded', 'failed'];

export const isFinal = (phase: Phase): boolean => FINAL.includes(phase);

export type Fulfilment = 'pickup' | 'delivery' | 'shipping' | 'digital';
