import { changeOrderStatus } from './routes/change-order-status.ts';
import { correctShipment, detachShipment } from './routes/change-shipment.ts';
import { createOrder } from './routes/create-order.ts';
import {
  changeDeliveryAddress,
  giveFeedback,
  openDispute,
  prepareItem,
  requestReturn,
  requestSupport,
  rescheduleDelivery,
  setDeliveryPreferences,
} from './routes/delivery-actions.ts';
import { describeWorkflow, describeWorkflows } from './routes/describe-workflows.ts';
import { getOrder } from './routes/get-order.ts';
import { getOrderStatus } from './routes/get-order-status.ts';
import { getOrderTimeline } from './routes/get-order-timeline.ts';
import { listActiveOrders } from './routes/list-active-orders.ts';
import { listBuyerOrders, listSellerOrders } from './routes/list-orders.ts';
import { registerShipment } from './routes/register-shipment.ts';
import { revokeLinks } from './routes/revoke-links.ts';
import { searchOrders } from './routes/search-orders.ts';

/** One route for each operation of the table. */
export const ordersImplementations = {
  createOrder,
  listActiveOrders,
  searchOrders,
  listBuyerOrders,
  listSellerOrders,
  getOrder,
  getOrderStatus,
  changeOrderStatus,
  getOrderTimeline,
  registerShipment,
  revokeLinks,
  correctShipment,
  detachShipment,
  setDeliveryPreferences,
  rescheduleDelivery,
  changeDeliveryAddress,
  requestSupport,
  openDispute,
  requestReturn,
  giveFeedback,
  prepareItem,
  describeWorkflows,
  describeWorkflow,
};
