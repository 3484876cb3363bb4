/** What the order operations take and return, by `operationId`. */
import * as z from 'zod';
import { CHECKOUT_EXAMPLE, CORRECTION_EXAMPLE, SHIPMENT_EXAMPLE, STATUS_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { createOrderBody } from '../schemas/create-order.ts';
import { id } from '../schemas/id.ts';
import { MAX_LINK_CHARACTERS, orderListQuery, paging, timelineQuery, workflowQuery } from '../schemas/lists.ts';
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
import { trackingNumber } from '../schemas/primitives.ts';

const orderParams = z.object({ orderId: id });
const shipmentParams = z.object({ orderId: id, trackingNumber });

export const ORDERS_OPERATIONS = {
  createOrder: {
    body: createOrderBody,
    example: CHECKOUT_EXAMPLE,
    description:
      'Creates the order, its first history entry, its number and the stock reservation in one transaction. ' +
      '`success: false` is refused with `PAYMENT_NOT_CONFIRMED` unless `status` is `pending`. Without ' +
      '`orderType`, a payment by crypto, fiat or escrow creates a `marketplace` order and any other payment a ' +
      '`standard` order. Unknown members are ignored at any depth; all other operations refuse them. Members with ' +
      '`x-set-aside` that cannot be read are omitted and stored as written, by their path, in `metadata.asWritten`; ' +
      'a delivery address that cannot be read is refused with `INVALID_SHIPPING_ADDRESS`.',
  },
  listActiveOrders: { query: z.object(paging) },
  searchOrders: {
    query: z.object({ ...paging, q: z.string().trim().min(2).max(MAX_LINK_CHARACTERS) }),
    description:
      'Matches the beginning of words; every word of the query must match. Newest first. An order number, a tracking ' +
      'number, or a link that contains one finds its order. When a query is too common for all matches to be read, ' +
      '`truncated` is true and `total` is null: use a longer word.',
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
    description: 'Returns the history oldest first. With `If-None-Match`, an unchanged status returns 304.',
  },
  changeOrderStatus: {
    params: orderParams,
    body: statusBody,
    example: STATUS_EXAMPLE,
    description:
      'The transition must be allowed by the workflow for the role of the caller. Statuses are ' +
      'case-insensitive. With `If-Match`, the request fails with 412 if the order has changed since that ' +
      'version.',
  },
  getOrderTimeline: { params: orderParams, query: timelineQuery },
  registerShipment: {
    params: orderParams,
    body: shipmentBody,
    example: SHIPMENT_EXAMPLE,
    description:
      'Without `carrier`, the carrier is derived from the format and check digit of the tracking number; ' +
      '`unknown` if no format matches. A tracking number is never refused for its check digit.',
  },
  correctShipment: {
    params: shipmentParams,
    body: correctShipmentBody,
    example: CORRECTION_EXAMPLE,
    description:
      'Recalculates the status without the wrong parcel; no message is sent for a status that is reverted. ' +
      'Support sets `confirmed` to assign a parcel to this order although another shop registered its number ' +
      'first.',
  },
  detachShipment: {
    params: shipmentParams,
    query: detachShipmentQuery,
    body: detachShipmentBody,
    example: { reason: 'It is the parcel of another order' },
    description:
      'Recalculates the status without the parcel; no message is sent for a status that is reverted. `reason` ' +
      'is required, in the body or in the query.',
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
      'Connections and streams that were opened with such a link are closed. A new link can be requested by ' +
      'order number. Roles: the buyer and seller of the order, csr, admin, system.',
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
      'Returns the version that new orders start with, or the given version. Names are in the language of ' +
      '`locale` or `Accept-Language`, Spanish by default.',
  },
} as const satisfies Record<OperationIdOf<'OrdersApi'>, OperationSchemas>;
