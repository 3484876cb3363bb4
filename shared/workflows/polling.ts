import type { Phase } from './workflow.ts';

/**
 * Seconds after which a client that polls should look again: as often as something happens in the phase, and hardly ever
 * where nothing will.
 */
export const POLL_AFTER_SECONDS: Readonly<Record<Phase, number>> = {
  placed: 15,
  confirmed: 15,
  preparing: 15,
  ready: 15,
  in_transit: 60,
  out_for_delivery: 10,
  delivered: 120,
  delayed: 30,
  exception: 30,
  disputed: 120,
  completed: 600,
  cancelled: 600,
  returned: 600,
  refunded: 600,
  failed: 600,
};

/** Of a person's or a shop's orders, of which any may move. */
export const FEED_POLL_AFTER_SECONDS = 15;
