/** What the order operations take and return, by `operationId`. */
import * as z from 'zod';
import { CHECKOUT_EXAMPLE, CORRECTION_EXAMPLE, SHIPMENT_EXAMPLE, STATUS_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { createOrderBody } from '../schemas/create-order.ts';
import { orderListQuery, paging, timelineQuery, workflowQuery } from '../schemas/lists.ts';
import {
  addressChangeBody,
  correctShipmentBody,
  deliveryPreferencesBody,
  detachShipmentBody,
  detachShipmentQuery,
  disputeBody,
  feedbackBody,
  prepareItemBody,
  rescheduleBody,
  returnBody,
  revokeLinksBody,
  shipmentBody,
  statusBody,
  supportBody,
} from '../schemas/order-writes.ts';
import { id, trackingNumber } from '../schemas/primitives.ts';

const orderParams = z.object({ orderId: id });
const shipmentParams = z.object({ orderId: id, trackingNumber });

export const ORDERS_OPERATIONS = {
  createOrder: {
    body: createOrderBody,
    example: CHECKOUT_EXAMPLE,
    description:
      'Order, first history entry, number and stock are one transaction. `success: false` is `PAYMENT_NOT_CONFIRMED` ' +
      'unless `status` is `pending`. Without `orderType`, payment by crypto, fiat or escrow makes a `marketplace` ' +
      'order, anything else a `standard` one. Members that are not known are ignored here, at any depth, and refused ' +
      'everywhere else.',
  },
  listActiveOrders: { query: z.object(paging) },
  searchOrders: {
    query: z.object({ ...paging, q: z.string().trim().min(2).max(100) }),
    description:
      'Matches the beginning of words; every word of the query must match. Newest first. Where a query is so common that ' +
      'only some of what it finds was looked at, `truncated` is true and `total` is null: a longer word finds the rest.',
  },
  listBuyerOrders: {
    params: z.object({ buyerId: id }),
    query: orderListQuery,
  },
  listSellerOrders: {
    params: z.object({ sellerId: id }),
    query: orderListQuery,
  },
  getOrder: { params: orderParams },
  getOrderStatus: {
    params: orderParams,
    query: z.object({ limit: paging.limit, cursor: paging.cursor }),
    description: 'The history is oldest first. An unchanged status costs one item read.',
  },
  changeOrderStatus: {
    params: orderParams,
    body: statusBody,
    example: STATUS_EXAMPLE,
    description: 'Statuses are understood in any case. With `If-Match` the write loses to any other with 412.',
  },
  getOrderTimeline: { params: orderParams, query: timelineQuery },
  registerShipment: {
    params: orderParams,
    body: shipmentBody,
    example: SHIPMENT_EXAMPLE,
    description: "Without `carrier` it is determined from the number's format and check digit.",
  },
  correctShipment: {
    params: shipmentParams,
    body: correctShipmentBody,
    example: CORRECTION_EXAMPLE,
    description:
      'The status becomes what it would be without the wrong parcel; no message is sent for what moves back. ' +
      "`confirmed` is for support: the parcel is this order's, though another shop registered its number first.",
  },
  detachShipment: {
    params: shipmentParams,
    query: detachShipmentQuery,
    body: detachShipmentBody,
    example: { reason: 'It is the parcel of another order' },
    description:
      'The status becomes what it would be without the parcel; no message is sent for what moves back. The reason is ' +
      'taken from the body or the query.',
  },
  setDeliveryPreferences: {
    params: orderParams,
    body: deliveryPreferencesBody,
    example: { leaveWith: 'neighbour', place: 'Second floor, left', instructions: 'Please ring twice' },
  },
  rescheduleDelivery: {
    params: orderParams,
    body: rescheduleBody,
    example: { estimatedDelivery: '2026-12-01', reason: 'Away this week' },
  },
  changeDeliveryAddress: {
    params: orderParams,
    body: addressChangeBody,
    example: { address: { line1: 'Calle Mayor 2', city: 'Madrid', postalCode: '28013', country: 'ES' } },
  },
  requestSupport: {
    params: orderParams,
    body: supportBody,
    example: { subject: 'Where is my parcel?', message: 'It says delivered, but there is nothing at the door.' },
  },
  openDispute: {
    params: orderParams,
    body: disputeBody,
    example: { reason: 'The box was empty' },
  },
  requestReturn: {
    params: orderParams,
    body: returnBody,
    example: { reason: 'Too small' },
    description:
      'Where the workflow of the order lets its buyer move it to `return_requested`: `actions` of the status then has ' +
      "`request_return`. The seller or support decides by the order's next status.",
  },
  giveFeedback: {
    params: orderParams,
    body: feedbackBody,
    example: { rating: 5, comment: 'On time and friendly' },
  },
  revokeLinks: {
    params: orderParams,
    body: revokeLinksBody,
    example: { reason: 'The mail was forwarded to somebody else' },
    description:
      "For the order's buyer and seller, support and services. Connections and streams that were opened by such a link " +
      'end at once; whoever knows the order may ask for a new link.',
  },
  prepareItem: {
    params: z.object({ orderId: id, itemId: id }),
    body: prepareItemBody,
    example: { prepared: true },
  },
  describeWorkflows: {},
  describeWorkflow: {
    params: z.object({ workflowId: id }),
    query: workflowQuery,
    description:
      'The version that new orders start with, or the one that an order names. Names follow `locale`, else ' +
      '`Accept-Language`, else they are Spanish.',
  },
} as const satisfies Record<OperationIdOf<'OrdersApi'>, OperationSchemas>;
