import { defineWorkflow } from '../define-workflow.ts';
import type { GuardUse, Role } from '../workflow.ts';
import { notice, sellerNotice } from './notice.ts';

const SHOP: readonly Role[] = ['seller', 'csr', 'admin'];
const BUYER_OR_SHOP: readonly Role[] = ['customer', 'guest', 'seller', 'csr', 'admin'];
const SYSTEM_OR_SHOP: readonly Role[] = ['system', 'seller', 'csr', 'admin'];
const CARRIER: readonly Role[] = ['carrier', 'csr', 'admin'];
const CARRIER_OR_CLOCK: readonly Role[] = ['system', 'carrier', 'csr', 'admin'];
const CARRIER_OR_SHOP: readonly Role[] = ['carrier', 'seller', 'csr', 'admin'];
const SUPPORT: readonly Role[] = ['csr', 'admin'];

const BUYER_IN_TIME: readonly GuardUse[] = [{ guard: 'cancellation_window', roles: ['customer', 'guest'] }];

/** A parcel may have been registered and never handed over. */
const WITH_A_LABEL: readonly string[] = ['confirmed', 'processing', 'shipped'];
/** A silence of less than a day is never unusual; one of ten days always is. */
const USUAL_ON_THE_WAY = { min: 'PT24H', max: 'P10D' } as const;

/**
 * A parcel from a shop (order type `standard`). Each step that the customer waits for is one e-mail; the first is the
 * shop's confirmation, for an order that nobody has looked at yet is nothing to rely on.
 */
export const parcel = defineWorkflow({
  id: 'parcel',
  version: 1,
  title: 'Parcel',
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
    shipped: {
      phase: 'in_transit',
      stamps: 'shippedAt',
      notify: [notice('shipped', 'email', 'push', 'whatsapp', 'in_app')],
    },
    out_for_delivery: {
      phase: 'out_for_delivery',
      stamps: 'outForDeliveryAt',
      notify: [notice('out_for_delivery', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    },
    delivered: {
      phase: 'delivered',
      stamps: 'deliveredAt',
      notify: [notice('delivered', 'email', 'push', 'whatsapp', 'in_app')],
    },
    delayed: { phase: 'delayed', notify: [notice('delayed', 'email', 'push', 'in_app')] },
    exception: {
      phase: 'exception',
      notify: [notice('exception', 'email', 'sms', 'push', 'whatsapp', 'in_app'), sellerNotice('exception', 'in_app')],
    },
    cancelled: {
      phase: 'cancelled',
      final: true,
      stamps: 'cancelledAt',
      notify: [notice('cancelled', 'email', 'push', 'in_app'), sellerNotice('cancelled', 'email', 'in_app')],
    },
    returned: {
      phase: 'returned',
      final: true,
      stamps: 'returnedAt',
      notify: [notice('returned', 'email', 'in_app'), sellerNotice('returned', 'email', 'in_app')],
    },
  },
  transitions: [
    { from: 'pending', to: 'confirmed', roles: ['system', 'payment', 'seller', 'csr', 'admin'] },
    { from: 'pending', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'confirmed', to: 'processing', roles: SYSTEM_OR_SHOP },
    { from: 'confirmed', to: 'cancelled', roles: BUYER_OR_SHOP, guards: BUYER_IN_TIME },
    { from: 'confirmed', to: 'delayed', roles: SYSTEM_OR_SHOP },
    { from: 'processing', to: 'shipped', roles: CARRIER_OR_SHOP },
    { from: 'processing', to: 'delayed', roles: SYSTEM_OR_SHOP },
    { from: 'processing', to: 'cancelled', roles: SHOP },
    { from: 'shipped', to: 'out_for_delivery', roles: CARRIER },
    { from: 'shipped', to: 'delivered', roles: CARRIER },
    { from: 'shipped', to: 'exception', roles: CARRIER },
    { from: 'shipped', to: 'returned', roles: CARRIER },
    { from: 'shipped', to: 'delayed', roles: CARRIER_OR_CLOCK },
    { from: 'out_for_delivery', to: 'delivered', roles: CARRIER },
    { from: 'out_for_delivery', to: 'exception', roles: CARRIER },
    { from: 'out_for_delivery', to: 'returned', roles: CARRIER },
    { from: 'out_for_delivery', to: 'delayed', roles: CARRIER_OR_CLOCK },
    { from: 'delayed', to: 'processing', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'shipped', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'out_for_delivery', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'delivered', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'exception', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'returned', roles: CARRIER_OR_SHOP },
    { from: 'delayed', to: 'cancelled', roles: SUPPORT },
    { from: 'exception', to: 'shipped', roles: CARRIER },
    { from: 'exception', to: 'out_for_delivery', roles: CARRIER },
    { from: 'exception', to: 'delivered', roles: CARRIER },
    { from: 'exception', to: 'delayed', roles: CARRIER },
    { from: 'exception', to: 'returned', roles: CARRIER },
    { from: 'exception', to: 'cancelled', roles: SUPPORT },
    { from: 'delivered', to: 'returned', roles: CARRIER },
  ],
  deadlines: [
    {
      rule: 'stuck-before-shipping',
      in: ['confirmed', 'processing'],
      after: 'P2D',
      action: { kind: 'alert', alert: 'stuck' },
    },
    {
      rule: 'estimate-passed',
      in: ['shipped', 'out_for_delivery'],
      at: 'estimatedDelivery',
      after: 'PT4H',
      action: { kind: 'transition', to: 'delayed', reason: 'estimated_delivery_passed' },
    },
    {
      rule: 'no-scan-shipped',
      in: ['shipped'],
      at: 'lastScanAt',
      after: 'P3D',
      usual: USUAL_ON_THE_WAY,
      action: { kind: 'transition', to: 'delayed', reason: 'no_scan' },
    },
    {
      rule: 'no-scan-delayed',
      in: ['delayed'],
      at: 'lastScanAt',
      after: 'P3D',
      action: { kind: 'transition', to: 'exception', reason: 'no_scan' },
    },
    {
      rule: 'label-quiet',
      in: WITH_A_LABEL,
      at: 'unscannedSince',
      after: 'PT24H',
      action: { kind: 'flag', flag: 'quiet' },
    },
    {
      rule: 'label-unscanned',
      in: WITH_A_LABEL,
      at: 'unscannedSince',
      after: 'PT48H',
      action: {
        kind: 'notify',
        notify: { ...sellerNotice('order_reminder', 'email', 'in_app'), variant: 'shop_unscanned' },
      },
    },
    {
      // In shipped, no-scan-shipped says the same.
      rule: 'label-late',
      in: ['confirmed', 'processing'],
      at: 'unscannedSince',
      after: 'PT72H',
      usual: { min: 'PT48H', max: 'P7D' },
      action: { kind: 'transition', to: 'delayed', reason: 'label_without_parcel' },
    },
    {
      rule: 'still-delayed',
      in: ['delayed'],
      after: 'P2D',
      action: { kind: 'notify', notify: { ...notice('delayed', 'email', 'push', 'in_app'), variant: 'still_delayed' } },
    },
  ],
  // A failed attempt is counted and notified, and moves nothing: carriers retry by themselves. Only a carrier that says
  // itself that something is wrong leads to exception.
  milestones: {
    picked_up: 'shipped',
    in_transit: 'shipped',
    arrived_at_facility: 'shipped',
    customs: 'shipped',
    out_for_delivery: 'out_for_delivery',
    delivered: 'delivered',
    delayed: 'delayed',
    exception: 'exception',
    // On its way back the parcel will not come by itself any more: somebody must look at it before it is returned.
    returning: 'exception',
    returned: 'returned',
  },
  milestoneNotices: {
    delivery_attempted: [notice('exception', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    available_for_pickup: [notice('ready_for_pickup', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
  },
  payments: { 'payment.confirmed': 'confirmed' },
});
