import { defineWorkflow } from '../define-workflow.ts';
import type { Role } from '../workflow.ts';
import { notice, sellerNotice } from './notice.ts';

const SHOP: readonly Role[] = ['seller', 'csr', 'admin'];
const SYSTEM_OR_SHOP: readonly Role[] = ['system', 'seller', 'csr', 'admin'];
const BUYER_OR_SHOP: readonly Role[] = ['customer', 'guest', 'seller', 'csr', 'admin'];
const MONEY_BACK: readonly Role[] = ['payment', 'csr', 'admin'];

const BUYER_IN_TIME = [{ guard: 'cancellation_window', roles: ['customer', 'guest'] }] as const;

/**
 * A download, a licence, a voucher: the parcel's path without a carrier, hence no milestones. Delivery is the
 * system's own doing, so an exception is a delivery that failed (a licence server that was down) and may be tried again.
 * Money can go back after delivery, after cancelling, and when delivery keeps failing.
 */
export const digital = defineWorkflow({
  id: 'digital',
  version: 1,
  title: 'Digital goods',
  initial: [{ status: 'pending' }],
  cancellationWindow: 'PT24H',
  statuses: {
    pending: {
      phase: 'placed',
      notify: [sellerNotice('store_new_order', 'email', 'push', 'in_app')],
    },
    confirmed: {
      phase: 'confirmed',
      stamps: 'confirmedAt',
      notify: [notice('order_confirmed', 'email', 'push', 'in_app')],
    },
    processing: { phase: 'preparing', stamps: 'processingAt', notify: [notice('processing', 'email', 'in_app')] },
    delivered: { phase: 'delivered', stamps: 'deliveredAt', notify: [notice('delivered', 'email', 'push', 'in_app')] },
    exception: {
      phase: 'exception',
      notify: [notice('exception', 'email', 'push', 'in_app'), sellerNotice('exception', 'email', 'in_app')],
    },
    cancelled: {
      phase: 'cancelled',
      stamps: 'cancelledAt',
      notify: [notice('cancelled', 'email', 'push', 'in_app'), sellerNotice('cancelled', 'email', 'in_app')],
    },
    refunded: {
      phase: 'refunded',
      final: true,
      stamps: 'refundedAt',
      notify: [notice('refunded', 'email', 'in_app')],
    },
  },
  transitions: [
    { from: 'pending', to: 'confirmed', roles: ['system', 'payment', 'seller', 'csr', 'admin'] },
    { from: 'pending', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'confirmed', to: 'processing', roles: SYSTEM_OR_SHOP },
    { from: 'confirmed', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'processing', to: 'delivered', roles: SYSTEM_OR_SHOP },
    { from: 'processing', to: 'exception', roles: SYSTEM_OR_SHOP },
    { from: 'processing', to: 'cancelled', roles: SHOP },
    { from: 'exception', to: 'processing', roles: SYSTEM_OR_SHOP },
    { from: 'exception', to: 'delivered', roles: SYSTEM_OR_SHOP },
    { from: 'exception', to: 'cancelled', roles: SHOP },
    { from: 'exception', to: 'refunded', roles: MONEY_BACK },
    { from: 'delivered', to: 'refunded', roles: MONEY_BACK },
    { from: 'cancelled', to: 'refunded', roles: MONEY_BACK },
  ],
  deadlines: [
    // A download is expected at once: a day is already long.
    {
      rule: 'stuck-before-delivery',
      in: ['confirmed', 'processing'],
      after: 'P1D',
      action: { kind: 'alert', alert: 'stuck' },
    },
  ],
  milestones: {},
  payments: { 'payment.confirmed': 'confirmed', 'payment.refunded': 'refunded' },
});
