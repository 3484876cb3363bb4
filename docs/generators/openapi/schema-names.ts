/** What clients call the shapes that several operations share; any other is called after its place. */
import type * as z from 'zod';
import { bulkJob, listing, statusOverview } from '../../../shared/contract/schemas/admin-response.ts';
import { deliveryWindow } from '../../../shared/contract/schemas/dates.ts';
import { farmHistoryEntry, historyEntry } from '../../../shared/contract/schemas/history-response.ts';
import { orderEventsPage } from '../../../shared/contract/schemas/order-events-response.ts';
import {
  activeOrders,
  changedOrder,
  createdOrder,
  movedOrderSummary,
  order,
  orderDetail,
  orderList,
  orderRow,
  orderStatus,
  orderSummary,
} from '../../../shared/contract/schemas/order-response.ts';
import { pagination } from '../../../shared/contract/schemas/pagination.ts';
import { problem } from '../../../shared/contract/schemas/problem.ts';
import { orderItem, payment, phase, shipment } from '../../../shared/contract/schemas/response-parts.ts';
import { storeOrder } from '../../../shared/contract/schemas/store-response.ts';
import { timeline } from '../../../shared/contract/schemas/timeline.ts';
import { publicTracking } from '../../../shared/contract/schemas/tracking.ts';
import { workflowDescription, workflowSummary } from '../../../shared/contract/schemas/workflow-response.ts';
import { eventMessage } from '../../../shared/contract/socket.ts';
import { workflowShapeSchema } from '../../../shared/workflows/workflow-schema.ts';

/** The innermost first, so that the others are made of them. */
export const RESPONSE_NAMES: Readonly<Record<string, z.ZodType>> = {
  Phase: phase,
  Problem: problem,
  DeliveryWindow: deliveryWindow,
  Pagination: pagination,
  Shipment: shipment,
  OrderItem: orderItem,
  Payment: payment,
  HistoryEntry: historyEntry,
  FarmHistoryEntry: farmHistoryEntry,
  OrderSummary: orderSummary,
  OrderRow: orderRow,
  Order: order,
  OrderDetail: orderDetail,
  MovedOrder: movedOrderSummary,
  CreatedOrder: createdOrder,
  ChangedOrder: changedOrder,
  OrderStatus: orderStatus,
  OrderList: orderList,
  ActiveOrders: activeOrders,
  Timeline: timeline,
  Tracking: publicTracking,
  StoreOrder: storeOrder,
  OrderEvent: eventMessage,
  OrderEventPage: orderEventsPage,
  WorkflowSummary: workflowSummary,
  WorkflowDescription: workflowDescription,
  Workflow: workflowShapeSchema,
  BulkJob: bulkJob,
  StatusOverview: statusOverview,
  Listing: listing,
};
