/**
 * What every operation returns, by `operationId` and status; `null` for a response without JSON body. For the document
 * and the tests: a function builds its responses to these types and carries none of the schemas.
 */
import * as z from 'zod';
import { workflowShapeSchema } from '../workflows/workflow-schema.ts';
import type { OperationId } from './routes.ts';
import {
  bulkJob,
  carrierHealth,
  carrierList,
  listing,
  movedOrder,
  revokedAccess,
  statusOverview,
  workflowList,
} from './schemas/admin-response.ts';
import { bookedDelivery, cancelledDelivery, deliveryQuotes } from './schemas/deliveries.ts';
import { nextMessage } from './schemas/next-message-response.ts';
import {
  changedInbox,
  inboxPage,
  notificationHistory,
  readInbox,
  retriedNotifications,
  unreadCount,
} from './schemas/notifications-response.ts';
import { orderEventsPage } from './schemas/order-events-response.ts';
import {
  activeOrders,
  changedOrder,
  createdOrder,
  orderDetail,
  orderList,
  orderStatus,
} from './schemas/order-response.ts';
import {
  codeSent,
  deviceList,
  phoneVerified,
  preferences,
  registeredDevice,
  subscriptionKey,
  whatsappConsent,
} from './schemas/preferences-response.ts';
import { shipment } from './schemas/response-parts.ts';
import { foundOrders } from './schemas/search-response.ts';
import { shop } from './schemas/shop-response.ts';
import { photoLink, photoUpload, recordedLocation, storeOrder } from './schemas/store-response.ts';
import { template, templateList, templatePreview, templateVersions } from './schemas/templates-response.ts';
import { timeline } from './schemas/timeline.ts';
import { linkAccepted, publicTracking } from './schemas/tracking.ts';
import { workflowDescription, workflowSummaries } from './schemas/workflow-response.ts';
import { bulkSend, testAccepted, writtenMessage } from './schemas/written-messages-response.ts';

export type OperationResponses = Readonly<Record<number, z.ZodType | null>>;

const changed = { 200: changedOrder };
const createdChange = { 201: changedOrder };
const ofStoreOrder = { 200: storeOrder };
const received = z.object({
  received: z.literal(true),
  outcome: z.enum(['applied', 'recorded', 'duplicate', 'parked', 'ignored']),
});

export const RESPONSES: Readonly<Record<OperationId, OperationResponses>> = {
  createOrder: { 201: createdOrder },
  followOrderEvents: { 200: orderEventsPage },
  listNotifications: { 200: inboxPage },
  getPreferences: { 200: preferences },
  putPreferences: { 200: preferences },
  verifyPhone: { 200: phoneVerified, 202: codeSent },
  getSubscriptionKey: { 200: subscriptionKey },
  listDevices: { 200: deviceList },
  removeDevice: { 200: registeredDevice },
  registerDevice: { 200: registeredDevice },
  unregisterDevice: { 200: registeredDevice },
  optInWhatsapp: { 200: whatsappConsent },
  optOutWhatsapp: { 200: whatsappConsent },
  countUnreadNotifications: { 200: unreadCount },
  readNotification: { 200: changedInbox },
  readAllNotifications: { 200: readInbox },
  archiveNotification: { 200: changedInbox },
  followLink: { 303: null, 404: null },
  openMessage: { 200: null },
  askUnsubscribe: { 200: null, 404: null },
  unsubscribe: { 200: null },
  listNotificationHistory: { 200: notificationHistory },
  retryNotifications: { 200: retriedNotifications },
  listTemplates: { 200: templateList },
  createTemplate: { 201: template },
  getTemplate: { 200: template },
  updateTemplate: { 200: template },
  listTemplateVersions: { 200: templateVersions },
  rollbackTemplate: { 200: template },
  notifyCustomer: { 200: writtenMessage, 202: writtenMessage },
  startBulkSend: { 200: bulkSend, 202: bulkSend },
  getBulkSend: { 200: bulkSend },
  pauseBulkSend: { 200: bulkSend },
  resumeBulkSend: { 200: bulkSend },
  cancelBulkSend: { 200: bulkSend },
  previewNextMessage: { 200: nextMessage },
  sendTestNotification: { 202: testAccepted },
  previewTemplate: { 200: templatePreview },
  listActiveOrders: { 200: activeOrders },
  searchOrders: { 200: foundOrders },
  listBuyerOrders: { 200: orderList },
  listSellerOrders: { 200: orderList },
  getOrder: { 200: orderDetail },
  getOrderStatus: { 200: orderStatus, 304: null },
  changeOrderStatus: changed,
  getOrderTimeline: { 200: timeline },
  registerShipment: { 201: changedOrder.extend({ shipment }) },
  quoteDeliveries: { 200: deliveryQuotes },
  bookDelivery: { 201: bookedDelivery },
  cancelDelivery: { 200: cancelledDelivery },
  correctShipment: changed,
  detachShipment: changed,
  setDeliveryPreferences: changed,
  rescheduleDelivery: changed,
  changeDeliveryAddress: changed,
  requestSupport: createdChange,
  openDispute: createdChange,
  requestReturn: createdChange,
  giveFeedback: createdChange,
  revokeLinks: changed,
  prepareItem: changed,
  initTracking: { 201: storeOrder },
  getTracking: ofStoreOrder,
  changeTrackingStatus: ofStoreOrder,
  acknowledgeOrder: ofStoreOrder,
  changeSubstitutions: ofStoreOrder,
  assignDriver: ofStoreOrder,
  reportLocation: { 200: recordedLocation },
  requestPhotoUpload: { 201: photoUpload },
  getDeliveryPhoto: { 200: photoLink },
  confirmDelivered: ofStoreOrder,
  getShop: { 200: shop, 304: null },
  putShop: { 200: shop, 201: shop },
  getStatusOverview: { 200: statusOverview },
  listOrdersInPhase: { 200: orderList },
  moveOrder: { 200: movedOrder },
  revokeAccess: { 200: revokedAccess },
  startBulkStatus: { 200: bulkJob, 202: bulkJob },
  getBulkStatus: { 200: bulkJob },
  describeWorkflows: { 200: workflowSummaries },
  describeWorkflow: { 200: workflowDescription },
  listWorkflows: { 200: workflowList },
  createWorkflow: { 201: workflowShapeSchema },
  getWorkflow: { 200: workflowShapeSchema },
  replaceWorkflow: { 200: workflowShapeSchema },
  getListing: { 200: listing },
  putListing: { 200: listing },
  listCarriers: { 200: carrierList },
  putCarrier: { 200: carrierHealth },
  requestTrackingLink: { 202: linkAccepted },
  trackParcel: { 200: publicTracking, 304: null },
  getHealth: { 200: z.object({ status: z.literal('ok'), reachable: z.array(z.string()).optional() }) },
  getOpenApi: { 200: z.looseObject({ openapi: z.string() }) },
  getAsyncApi: { 200: z.looseObject({ asyncapi: z.string() }) },
  getDocs: { 303: null },
  getHomePage: { 200: null },
  findParcel: { 303: null },
  getTrackingPage: { 200: null, 404: null, 429: null, 503: null },
  receiveCarrierWebhook: { 200: received },
  receivePaymentWebhook: { 200: received },
  receiveReports: { 200: received },
  confirmReports: { 200: null },
};
