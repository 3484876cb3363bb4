import { defineWorkflow } from '../define-workflow.ts';
import type { GuardUse, Role } from '../workflow.ts';
import { notice, sellerNotice } from './notice.ts';

const FARM: readonly Role[] = ['seller', 'admin'];
const BUYER_OR_FARM: readonly Role[] = ['customer', 'seller', 'admin'];
const MONEY_BACK: readonly Role[] = ['payment', 'admin'];

/** Here the window binds every role: what grows is harvested for the order. */
const IN_TIME: readonly GuardUse[] = [{ guard: 'cancellation_window' }];

/** From a farm: fetched, brought, or sent. */
export const farm = defineWorkflow({
  id: 'farm',
  version: 1,
  title: 'Farm',
  dialect: 'farm',
  initial: [{ status: 'pending' }],
  cancellationWindow: 'PT24H',
  statuses: {
    pending: { phase: 'placed', notify: [sellerNotice('store_new_order', 'email', 'sms', 'push', 'in_app')] },
    confirmed: { phase: 'confirmed', stamps: 'confirmedAt', notify: [notice('order_confirmed', 'email', 'in_app')] },
    preparing: { phase: 'preparing', stamps: 'preparingAt', notify: [notice('preparing', 'in_app')] },
    ready_for_pickup: {
      phase: 'ready',
      stamps: 'readyAt',
      notify: [notice('ready_for_pickup', 'email', 'sms', 'push', 'in_app')],
    },
    out_for_delivery: {
      phase: 'out_for_delivery',
      stamps: 'outForDeliveryAt',
      notify: [notice('out_for_delivery', 'email', 'sms', 'push', 'in_app')],
    },
    completed: { phase: 'completed', stamps: 'completedAt', notify: [notice('completed', 'email', 'in_app')] },
    cancelled: {
      phase: 'cancelled',
      stamps: 'cancelledAt',
      notify: [notice('cancelled', 'email', 'in_app'), sellerNotice('cancelled', 'email', 'in_app')],
    },
    refunded: {
      phase: 'refunded',
      final: true,
      stamps: 'refundedAt',
      notify: [notice('refunded', 'email', 'in_app')],
    },
  },
  transitions: [
    { from: 'pending', to: 'confirmed', roles: FARM },
    { from: 'pending', to: 'cancelled', roles: BUYER_OR_FARM, guards: IN_TIME },
    { from: 'confirmed', to: 'preparing', roles: FARM },
    { from: 'confirmed', to: 'cancelled', roles: BUYER_OR_FARM, guards: IN_TIME },
    {
      from: 'preparing',
      to: 'ready_for_pickup',
      roles: FARM,
      guards: [{ guard: 'all_items_prepared' }, { guard: 'fulfilment_is', oneOf: ['pickup'] }],
    },
    {
      from: 'preparing',
      to: 'out_for_delivery',
      roles: ['seller', 'driver', 'carrier', 'admin'],
      guards: [{ guard: 'all_items_prepared' }, { guard: 'fulfilment_is', oneOf: ['delivery', 'shipping'] }],
    },
    { from: 'preparing', to: 'cancelled', roles: FARM },
    { from: 'ready_for_pickup', to: 'completed', roles: ['seller', 'customer', 'admin'] },
    { from: 'ready_for_pickup', to: 'cancelled', roles: FARM },
    { from: 'out_for_delivery', to: 'completed', roles: ['seller', 'customer', 'driver', 'carrier', 'admin'] },
    { from: 'completed', to: 'refunded', roles: MONEY_BACK },
    { from: 'cancelled', to: 'refunded', roles: MONEY_BACK },
  ],
  deadlines: [
    {
      rule: 'unanswered',
      in: ['pending'],
      after: 'PT12H',
      action: { kind: 'notify', notify: sellerNotice('order_reminder', 'email', 'push', 'in_app') },
    },
    {
      rule: 'ready-late',
      in: ['preparing'],
      at: 'estimatedReadyAt',
      after: 'PT0S',
      action: { kind: 'notify', notify: notice('delayed', 'email', 'push', 'in_app') },
    },
    {
      rule: 'pickup-soon',
      in: ['ready_for_pickup'],
      at: 'estimatedPickupAt',
      after: '-PT2H',
      action: { kind: 'notify', notify: notice('order_reminder', 'email', 'sms', 'push', 'in_app') },
    },
    {
      rule: 'not-picked-up',
      in: ['ready_for_pickup'],
      at: 'estimatedPickupAt',
      after: 'PT24H',
      action: { kind: 'alert', alert: 'not_picked_up' },
    },
  ],
  milestones: {
    picked_up: 'out_for_delivery',
    in_transit: 'out_for_delivery',
    arrived_at_facility: 'out_for_delivery',
    customs: 'out_for_delivery',
    out_for_delivery: 'out_for_delivery',
    delivered: 'completed',
  },
  milestoneNotices: {
    delivery_attempted: [notice('exception', 'email', 'sms', 'push', 'in_app')],
    available_for_pickup: [notice('ready_for_pickup', 'email', 'sms', 'push', 'in_app')],
    delayed: [notice('delayed', 'email', 'push', 'in_app')],
    exception: [notice('exception', 'email', 'push', 'in_app'), sellerNotice('exception', 'email', 'in_app')],
    returned: [notice('returned', 'email', 'in_app'), sellerNotice('returned', 'email', 'in_app')],
  },
  payments: { 'payment.refunded': 'refunded' },
});
