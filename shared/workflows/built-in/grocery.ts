import { defineWorkflow } from '../define-workflow.ts';
import type { GuardUse, Role } from '../workflow.ts';
import { driverNotice, notice, sellerNotice, supportNotice } from './notice.ts';

const STORE: readonly Role[] = ['seller', 'admin'];
const STORE_OR_SUPPORT: readonly Role[] = ['seller', 'csr', 'admin'];
const ANYONE_CONCERNED: readonly Role[] = ['customer', 'seller', 'csr', 'admin'];
const SUPPORT: readonly Role[] = ['csr', 'admin'];
const ON_THE_ROAD: readonly Role[] = ['driver', 'carrier', 'csr', 'admin'];

const ALL_RESOLVED: readonly GuardUse[] = [{ guard: 'no_open_substitutions' }];

/** From a store within the hour: substitutions while picking, then a driver. */
export const grocery = defineWorkflow({
  id: 'grocery',
  version: 1,
  title: 'Grocery',
  initial: [{ status: 'submitted' }],
  automatic: { submitted: 'store_notified' },
  statuses: {
    // The customer is notified once the store has said yes: an order that no store has seen yet is nothing to rely on.
    submitted: { phase: 'placed' },
    store_notified: { phase: 'placed', notify: [sellerNotice('store_new_order', 'sms', 'push', 'in_app')] },
    store_acknowledged: {
      phase: 'confirmed',
      stamps: 'confirmedAt',
      notify: [notice('order_confirmed', 'email', 'push', 'in_app')],
    },
    picking_in_progress: { phase: 'preparing', stamps: 'preparingAt', notify: [notice('preparing', 'in_app')] },
    substitutions_needed: {
      phase: 'preparing',
      notify: [notice('substitutions_needed', 'email', 'sms', 'push', 'whatsapp', 'in_app')],
    },
    ready_for_pickup: { phase: 'ready', stamps: 'readyAt', notify: [notice('ready_for_pickup', 'in_app')] },
    driver_assigned: {
      phase: 'ready',
      notify: [
        notice('driver_assigned', 'push', 'whatsapp', 'in_app'),
        driverNotice('driver_assigned', 'sms', 'push', 'in_app'),
      ],
    },
    driver_pickup_complete: { phase: 'in_transit', stamps: 'pickedUpAt' },
    in_transit: {
      phase: 'in_transit',
      stamps: 'outForDeliveryAt',
      notify: [notice('out_for_delivery', 'sms', 'push', 'whatsapp', 'in_app')],
    },
    delivered: {
      phase: 'delivered',
      final: true,
      stamps: 'deliveredAt',
      notify: [notice('delivered', 'email', 'push', 'whatsapp', 'in_app')],
    },
    cancelled: {
      phase: 'cancelled',
      final: true,
      stamps: 'cancelledAt',
      notify: [
        notice('cancelled', 'email', 'sms', 'push', 'in_app'),
        sellerNotice('cancelled', 'push', 'in_app'),
        driverNotice('cancelled', 'sms', 'push', 'in_app'),
      ],
    },
    failed: {
      phase: 'failed',
      final: true,
      notify: [
        notice('exception', 'email', 'sms', 'push', 'in_app'),
        sellerNotice('exception', 'email', 'in_app'),
        supportNotice('exception'),
      ],
    },
  },
  transitions: [
    { from: 'submitted', to: 'store_notified', roles: ['system'] },
    { from: 'submitted', to: 'cancelled', roles: ['customer', 'csr', 'admin'] },
    { from: 'store_notified', to: 'store_acknowledged', roles: STORE },
    { from: 'store_notified', to: 'cancelled', roles: ['customer', 'seller', 'system', 'csr', 'admin'] },
    { from: 'store_acknowledged', to: 'picking_in_progress', roles: STORE },
    { from: 'store_acknowledged', to: 'cancelled', roles: ANYONE_CONCERNED },
    { from: 'picking_in_progress', to: 'substitutions_needed', roles: STORE },
    { from: 'picking_in_progress', to: 'ready_for_pickup', roles: STORE, guards: ALL_RESOLVED },
    { from: 'picking_in_progress', to: 'cancelled', roles: STORE_OR_SUPPORT },
    {
      from: 'substitutions_needed',
      to: 'picking_in_progress',
      roles: ['customer', 'seller', 'system', 'admin'],
      guards: ALL_RESOLVED,
    },
    { from: 'substitutions_needed', to: 'ready_for_pickup', roles: STORE, guards: ALL_RESOLVED },
    { from: 'substitutions_needed', to: 'cancelled', roles: ANYONE_CONCERNED },
    { from: 'ready_for_pickup', to: 'driver_assigned', roles: ['seller', 'carrier', 'system', 'admin'] },
    { from: 'ready_for_pickup', to: 'cancelled', roles: SUPPORT },
    { from: 'driver_assigned', to: 'driver_pickup_complete', roles: ['driver', 'carrier', 'seller', 'admin'] },
    { from: 'driver_assigned', to: 'ready_for_pickup', roles: ['carrier', 'csr', 'admin'] },
    { from: 'driver_assigned', to: 'cancelled', roles: SUPPORT },
    { from: 'driver_pickup_complete', to: 'in_transit', roles: ['driver', 'carrier', 'admin'] },
    { from: 'in_transit', to: 'delivered', roles: ON_THE_ROAD },
    { from: 'in_transit', to: 'failed', roles: ON_THE_ROAD },
  ],
  deadlines: [
    {
      rule: 'store-silent',
      in: ['store_notified'],
      after: 'PT5M',
      action: {
        kind: 'notify',
        notify: sellerNotice('store_new_order', 'sms', 'push', 'in_app'),
        alert: 'store_silent',
      },
    },
    {
      rule: 'store-timeout',
      in: ['store_notified'],
      after: 'PT15M',
      action: { kind: 'transition', to: 'cancelled', reason: 'store_ack_timeout' },
    },
    {
      rule: 'substitutions-unanswered',
      in: ['substitutions_needed'],
      after: 'PT10M',
      action: { kind: 'settle_substitutions' },
    },
    {
      rule: 'no-driver',
      in: ['ready_for_pickup'],
      after: 'PT20M',
      unless: 'has_driver',
      action: { kind: 'alert', alert: 'no_driver', notify: supportNotice('exception') },
    },
  ],
  milestones: {
    picked_up: 'driver_pickup_complete',
    in_transit: 'in_transit',
    out_for_delivery: 'in_transit',
    delivered: 'delivered',
    // A provider that cancels before the goods are taken takes its driver away; later there is no such way.
    cancelled: 'ready_for_pickup',
    // Groceries that come back are not sent again.
    returned: 'failed',
  },
  milestoneNotices: {
    delivery_attempted: [notice('exception', 'sms', 'push', 'in_app')],
    delayed: [notice('delayed', 'push', 'in_app')],
    exception: [notice('exception', 'sms', 'push', 'in_app')],
  },
  substitutions: { picking: 'picking_in_progress', waiting: 'substitutions_needed' },
  driverAssigned: 'driver_assigned',
});
