import { codes, type StatusMap } from '../status-code.ts';

/** `status` of an event, which is the milestone itself. */
export const GENERIC_STATUSES: StatusMap = new Map(
  [
    'label_created',
    'picked_up',
    'in_transit',
    'out_for_delivery',
    'available_for_pickup',
    'delivered',
    'exception',
    'returned',
  ].flatMap((status) => codes(status as 'delivered', status)),
);
