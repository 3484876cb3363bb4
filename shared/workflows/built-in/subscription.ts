import { defineWorkflow } from '../define-workflow.ts';
import { parcel } from './parcel.ts';

/**
 * A parcel again and again: after a delivery the billing service, as `system`, starts the next cycle. No deadline does
 * it, because the rhythm belongs to the subscriber's plan and not to the workflow. Between two deliveries a
 * subscription can be ended by both sides; no window binds that, as it would close a day after the first order.
 */
export const subscription = defineWorkflow({
  ...parcel,
  id: 'subscription',
  title: 'Subscription',
  transitions: [
    ...parcel.transitions,
    { from: 'delivered', to: 'processing', roles: ['system'], startsCycle: true },
    { from: 'delivered', to: 'cancelled', roles: ['customer', 'guest', 'seller', 'csr', 'admin'] },
  ],
});
