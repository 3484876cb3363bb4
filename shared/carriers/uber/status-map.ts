import { codes, type StatusMap } from '../status-code.ts';

/**
 * `status` of an Uber Direct delivery, with `+imminent` where the courier is a minute away.
 * https://developer.uber.com/docs/deliveries/daas/references/api/webhooks/delivery-status-webhook
 */
export const UBER_STATUSES: StatusMap = new Map([
  ...codes('label_created', 'pending pickup pickup+imminent'),
  ...codes('picked_up', 'pickup_complete'),
  ...codes('out_for_delivery', 'dropoff dropoff+imminent'),
  ...codes('delivered', 'delivered'),
  ...codes('cancelled', 'canceled'),
  // The delivery is over, and another one brings the goods back: what that one reports moves nothing any more.
  ...codes('returned', 'returned'),
  ...codes(
    'notice',
    'return:pending return:pickup return:pickup+imminent return:pickup_complete return:dropoff return:dropoff+imminent return:delivered return:canceled return:returned',
  ),
]);
