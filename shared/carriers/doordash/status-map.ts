import { codes, type StatusMap } from '../status-code.ts';

/** `delivery_status` of the API. The events of webhooks are other words for the same, below. */
export const DOORDASH_STATUSES: StatusMap = new Map([
  ...codes('label_created', 'created confirmed enroute_to_pickup arrived_at_pickup'),
  ...codes('picked_up', 'picked_up'),
  ...codes('out_for_delivery', 'enroute_to_dropoff arrived_at_dropoff'),
  ...codes('delivered', 'delivered'),
  ...codes('cancelled', 'cancelled'),
  ...codes('returning', 'enroute_to_return arrived_at_return'),
  ...codes('returned', 'returned'),
  ...codes('notice', 'delivery_batched'),
]);

/**
 * `event_name` of webhooks, in lower case, by the status that it stands for: an event and a poll that say the same are
 * one scan. https://developer.doordash.com/en-US/docs/drive/reference/webhooks
 */
export const STATUS_OF_EVENT: ReadonlyMap<string, string> = new Map([
  ['dasher_confirmed', 'confirmed'],
  ['dasher_confirmed_pickup_arrival', 'arrived_at_pickup'],
  ['dasher_picked_up', 'picked_up'],
  ['dasher_confirmed_dropoff_arrival', 'arrived_at_dropoff'],
  ['dasher_dropped_off', 'delivered'],
  ['delivery_cancelled', 'cancelled'],
  ['delivery_return_initialized', 'enroute_to_return'],
  ['dasher_confirmed_return_arrival', 'arrived_at_return'],
  ['delivery_returned', 'returned'],
  ['delivery_batched', 'delivery_batched'],
]);

/** Events that say where the Dasher is, and nothing of the delivery. */
export const POSITION_EVENTS: ReadonlySet<string> = new Set([
  'dasher_enroute_to_pickup',
  'dasher_enroute_to_dropoff',
  'dasher_enroute_to_return',
]);
