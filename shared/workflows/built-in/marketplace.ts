import { defineWorkflow } from '../define-workflow.ts';
import type { GuardUse, Role } from '../workflow.ts';
import { notice, sellerNotice, supportNotice } from './notice.ts';

const MONEY_IN: readonly Role[] = ['payment', 'system'];
const SELLER_STEP: readonly Role[] = ['seller', 'csr', 'admin', 'system'];
const CARRIER_STEP: readonly Role[] = ['carrier', 'seller', 'csr', 'admin', 'system'];
const RECEIPT: readonly Role[] = ['customer', 'payment', 'system', 'admin'];
const DISPUTE: readonly Role[] = ['customer', 'payment', 'csr', 'admin'];
const RULING: readonly Role[] = ['csr', 'admin', 'payment'];
const MONEY_BACK: readonly Role[] = ['payment', 'csr', 'admin'];
const SHOP: readonly Role[] = ['seller', 'csr', 'admin'];
/** The buyer may cancel until processing begins; from then on the shop. */
const BUYER_OR_SHOP: readonly Role[] = ['customer', 'seller', 'csr', 'admin'];

const BUYER_IN_TIME: readonly GuardUse[] = [{ guard: 'cancellation_window', roles: ['customer', 'guest'] }];

const NEW_ORDER = [
  notice('order_confirmed', 'email', 'in_app'),
  sellerNotice('store_new_order', 'email', 'push', 'in_app'),
];

/** Between strangers, paid by crypto, fiat or escrow. The seller hears of an order once it is paid. */
export const marketplace = defineWorkflow({
  id: 'marketplace',
  version: 1,
  title: 'Marketplace',
  initial: [
    { status: 'escrow_locked', when: { paymentMethod: ['escrow'], paymentStatus: ['confirmed', 'locked'] } },
    { status: 'escrow_locked', when: { paymentStatus: ['locked'] } },
    { status: 'payment_confirmed', when: { paymentStatus: ['confirmed'] } },
    { status: 'payment_pending' },
  ],
  cancellationWindow: 'PT24H',
  statuses: {
    payment_pending: { phase: 'placed' },
    payment_confirmed: { phase: 'placed', stamps: 'paidAt', notify: NEW_ORDER },
    escrow_locked: { phase: 'placed', stamps: 'paidAt', notify: NEW_ORDER },
    order_confirmed: {
      phase: 'confirmed',
      stamps: 'confirmedAt',
      notify: [notice('order_confirmed', 'push', 'in_app')],
    },
    processing: { phase: 'preparing', stamps: 'processingAt', notify: [notice('processing', 'in_app')] },
    ready_to_ship: { phase: 'ready', stamps: 'readyAt' },
    shipped: {
      phase: 'in_transit',
      stamps: 'shippedAt',
      notify: [notice('shipped', 'email', 'push', 'whatsapp', 'in_app')],
    },
    in_transit: { phase: 'in_transit' },
    out_for_delivery: {
      phase: 'out_for_delivery',
      stamps: 'outForDeliveryAt',
      notify: [notice('out_for_delivery', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    },
    delivered: {
      phase: 'delivered',
      stamps: 'deliveredAt',
      notify: [notice('delivered', 'email', 'push', 'whatsapp', 'in_app'), sellerNotice('delivered', 'in_app')],
    },
    completed: {
      phase: 'completed',
      final: true,
      stamps: 'completedAt',
      notify: [notice('completed', 'email', 'in_app'), sellerNotice('completed', 'email', 'in_app')],
    },
    disputed: {
      phase: 'disputed',
      notify: [
        notice('dispute_opened', 'email', 'push', 'in_app'),
        sellerNotice('dispute_opened', 'email', 'push', 'in_app'),
        // It is for support to decide.
        supportNotice('dispute_opened'),
      ],
    },
    cancelled: {
      phase: 'cancelled',
      final: true,
      stamps: 'cancelledAt',
      notify: [notice('cancelled', 'email', 'push', 'in_app'), sellerNotice('cancelled', 'email', 'in_app')],
    },
    refunded: {
      phase: 'refunded',
      final: true,
      stamps: 'refundedAt',
      notify: [notice('refunded', 'email', 'in_app'), sellerNotice('refunded', 'email', 'in_app')],
    },
    failed: { phase: 'failed', final: true, notify: [notice('payment_failed', 'email', 'push', 'in_app')] },
  },
  transitions: [
    { from: 'payment_pending', to: 'payment_confirmed', roles: MONEY_IN },
    { from: 'payment_pending', to: 'escrow_locked', roles: MONEY_IN },
    { from: 'payment_pending', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'payment_pending', to: 'failed', roles: MONEY_IN },
    { from: 'payment_confirmed', to: 'order_confirmed', roles: SELLER_STEP },
    { from: 'payment_confirmed', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'payment_confirmed', to: 'refunded', roles: MONEY_BACK },
    { from: 'escrow_locked', to: 'order_confirmed', roles: SELLER_STEP },
    { from: 'escrow_locked', to: 'disputed', roles: DISPUTE },
    { from: 'escrow_locked', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'order_confirmed', to: 'processing', roles: SELLER_STEP },
    { from: 'order_confirmed', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'processing', to: 'ready_to_ship', roles: SELLER_STEP },
    { from: 'processing', to: 'cancelled', roles: SHOP },
    { from: 'ready_to_ship', to: 'shipped', roles: CARRIER_STEP },
    { from: 'ready_to_ship', to: 'cancelled', roles: SHOP },
    { from: 'shipped', to: 'in_transit', roles: CARRIER_STEP },
    { from: 'shipped', to: 'delivered', roles: CARRIER_STEP },
    { from: 'in_transit', to: 'out_for_delivery', roles: CARRIER_STEP },
    { from: 'in_transit', to: 'delivered', roles: CARRIER_STEP },
    { from: 'out_for_delivery', to: 'delivered', roles: CARRIER_STEP },
    { from: 'delivered', to: 'completed', roles: RECEIPT },
    { from: 'delivered', to: 'disputed', roles: DISPUTE },
    { from: 'disputed', to: 'completed', roles: RULING },
    { from: 'disputed', to: 'refunded', roles: RULING },
    { from: 'disputed', to: 'cancelled', roles: RULING },
  ],
  deadlines: [
    {
      rule: 'stuck-processing',
      in: ['processing'],
      after: 'PT48H',
      action: {
        kind: 'alert',
        alert: 'stuck_orders',
        notify: sellerNotice('order_reminder', 'email', 'in_app'),
        alsoNotify: [supportNotice('order_reminder')],
      },
    },
    {
      rule: 'receipt-assumed',
      in: ['delivered'],
      after: 'P7D',
      action: { kind: 'transition', to: 'completed', reason: 'no_dispute_in_time' },
    },
    {
      rule: 'estimate-passed',
      in: ['order_confirmed', 'processing', 'ready_to_ship', 'shipped', 'in_transit', 'out_for_delivery'],
      at: 'estimatedDelivery',
      after: 'PT0S',
      action: { kind: 'notify', notify: notice('delayed', 'email', 'push', 'in_app') },
    },
  ],
  milestones: {
    picked_up: 'shipped',
    in_transit: 'in_transit',
    arrived_at_facility: 'in_transit',
    customs: 'in_transit',
    out_for_delivery: 'out_for_delivery',
    delivered: 'delivered',
  },
  // No status of this workflow says that a parcel is late or in trouble, so the milestone itself notifies.
  milestoneNotices: {
    delivery_attempted: [notice('exception', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    available_for_pickup: [notice('ready_for_pickup', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    delayed: [notice('delayed', 'email', 'push', 'in_app')],
    exception: [notice('exception', 'email', 'push', 'in_app'), sellerNotice('exception', 'email', 'in_app')],
    returned: [notice('returned', 'email', 'in_app'), sellerNotice('returned', 'email', 'in_app')],
  },
  payments: {
    EscrowCreated: 'escrow_locked',
    EscrowReleased: 'completed',
    DisputeCreated: 'disputed',
    'payment.confirmed': 'payment_confirmed',
    'payment.failed': 'failed',
    'payment.refunded': 'refunded',
  },
});
