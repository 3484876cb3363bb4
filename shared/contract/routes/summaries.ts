/** How the API's description names each operation, and under what: beside the route table, for no function needs it. */
import type { OperationId } from '../routes.ts';

interface Summary {
  readonly tag:
    | 'Orders'
    | 'Workflows'
    | 'Notifications'
    | 'Tracking'
    | 'Store and driver'
    | 'Shops'
    | 'Admin'
    | 'Webhooks'
    | 'Platform';
  readonly summary: string;
}

export const ROUTE_SUMMARIES: Readonly<Record<OperationId, Summary>> = {
  createOrder: { tag: 'Orders', summary: 'Create an order from a successful or pending payment' },
  listActiveOrders: { tag: 'Orders', summary: "List the caller's open orders with the next expected step" },
  searchOrders: { tag: 'Orders', summary: 'Find orders by number, tracking number, name, e-mail or product words' },
  followOrderEvents: { tag: 'Orders', summary: 'Stream or list the events of an order, a user or a shop' },
  listBuyerOrders: { tag: 'Orders', summary: 'List the orders of a buyer' },
  listSellerOrders: { tag: 'Orders', summary: 'List the orders of a shop' },
  getOrder: {
    tag: 'Orders',
    summary: 'Get an order with its buyer, seller, items, payment, shipping, shipments and timeline',
  },
  getOrderStatus: { tag: 'Orders', summary: 'Get the current status and the status history of an order' },
  changeOrderStatus: { tag: 'Orders', summary: 'Change the status of an order' },
  getOrderTimeline: { tag: 'Orders', summary: 'Get all events of an order in chronological order' },
  registerShipment: { tag: 'Orders', summary: 'Register a parcel by its tracking number' },
  correctShipment: {
    tag: 'Orders',
    summary: 'Correct the tracking number or carrier of a parcel, or confirm that it belongs to the order',
  },
  detachShipment: { tag: 'Orders', summary: 'Detach a tracking number from the order' },
  setDeliveryPreferences: { tag: 'Orders', summary: 'Set delivery preferences' },
  rescheduleDelivery: { tag: 'Orders', summary: 'Request another delivery date' },
  changeDeliveryAddress: { tag: 'Orders', summary: 'Request a correction of the delivery address' },
  requestSupport: { tag: 'Orders', summary: 'Send a support request about the order' },
  openDispute: { tag: 'Orders', summary: 'Open a dispute about the order' },
  requestReturn: { tag: 'Orders', summary: 'Ask to return items of the order' },
  giveFeedback: { tag: 'Orders', summary: 'Rate the delivery' },
  revokeLinks: { tag: 'Orders', summary: 'Revoke all links to the order that were sent so far' },
  prepareItem: { tag: 'Orders', summary: 'Mark an item as prepared' },
  describeWorkflows: { tag: 'Workflows', summary: 'List the active workflows' },
  describeWorkflow: { tag: 'Workflows', summary: 'Get the statuses, transitions and milestones of a workflow' },
  quoteDeliveries: { tag: 'Orders', summary: 'Ask couriers what they would bring the order for' },
  bookDelivery: { tag: 'Orders', summary: 'Have a courier bring the order, by one of its quotes' },
  cancelDelivery: { tag: 'Orders', summary: 'Cancel the delivery of a courier' },
  listNotifications: { tag: 'Notifications', summary: "List the notifications in the caller's inbox, newest first" },
  getPreferences: { tag: 'Notifications', summary: 'How the caller wants to be notified' },
  putPreferences: { tag: 'Notifications', summary: 'Change how the caller wants to be notified' },
  verifyPhone: { tag: 'Notifications', summary: 'Send a code to a telephone, or confirm it' },
  getSubscriptionKey: { tag: 'Notifications', summary: 'What a browser subscribes with' },
  registerDevice: { tag: 'Notifications', summary: 'Show notifications on a device or in a browser' },
  unregisterDevice: { tag: 'Notifications', summary: 'No longer show notifications on a device or in a browser' },
  listDevices: { tag: 'Notifications', summary: "List the devices and browsers that show the caller's notifications" },
  removeDevice: { tag: 'Notifications', summary: 'No longer show notifications on one of them' },
  optInWhatsapp: { tag: 'Notifications', summary: 'Agree to be written to over WhatsApp' },
  optOutWhatsapp: { tag: 'Notifications', summary: 'No longer be written to over WhatsApp' },
  countUnreadNotifications: { tag: 'Notifications', summary: "Count the unread notifications in the caller's inbox" },
  readNotification: { tag: 'Notifications', summary: "Mark a notification in the caller's inbox as read" },
  readAllNotifications: { tag: 'Notifications', summary: "Mark all notifications in the caller's inbox as read" },
  archiveNotification: { tag: 'Notifications', summary: "Remove a notification from the caller's inbox" },
  listNotificationHistory: {
    tag: 'Notifications',
    summary: 'List what was sent to a person or about an order, with each attempt',
  },
  retryNotifications: { tag: 'Admin', summary: 'Send failed notifications of an order once more' },
  followLink: { tag: 'Notifications', summary: 'Follow the link of a message to the page that it leads to' },
  openMessage: { tag: 'Notifications', summary: 'Note that a message was opened' },
  askUnsubscribe: { tag: 'Notifications', summary: 'Show the page that stops messages of a kind' },
  unsubscribe: { tag: 'Notifications', summary: 'Stop messages of a kind, with one click' },
  listTemplates: { tag: 'Admin', summary: 'List the templates of messages, built-in ones included' },
  createTemplate: { tag: 'Admin', summary: 'Create a template of a message' },
  getTemplate: { tag: 'Admin', summary: 'Get a template, built-in or not' },
  updateTemplate: { tag: 'Admin', summary: 'Store a new version of a template, or make it the default' },
  listTemplateVersions: { tag: 'Admin', summary: 'List the versions of a template, newest first' },
  rollbackTemplate: { tag: 'Admin', summary: 'Use another version of a template: an earlier one again, or a draft' },
  previewTemplate: {
    tag: 'Admin',
    summary: 'Render a template, or texts that are not stored yet, with a sample or a real order',
  },
  notifyCustomer: { tag: 'Admin', summary: 'Send the customer of an order a message, or preview it' },
  startBulkSend: { tag: 'Admin', summary: 'Send the customers of a segment of orders a message, or count them' },
  getBulkSend: { tag: 'Admin', summary: 'Get the progress of a message to many' },
  pauseBulkSend: { tag: 'Admin', summary: 'Pause a message to many' },
  resumeBulkSend: { tag: 'Admin', summary: 'Resume a paused message to many' },
  cancelBulkSend: { tag: 'Admin', summary: 'Cancel a message to many; what was sent remains sent' },
  previewNextMessage: {
    tag: 'Notifications',
    summary: 'Show the message that the caller gets next about an order of theirs',
  },
  sendTestNotification: {
    tag: 'Notifications',
    summary: 'Send the caller a test of a notification about an order of theirs',
  },
  initTracking: { tag: 'Store and driver', summary: 'Create a store order' },
  getTracking: { tag: 'Store and driver', summary: 'Get a store order with its driver and substitutions' },
  changeTrackingStatus: { tag: 'Store and driver', summary: 'Change the status of a store order' },
  acknowledgeOrder: { tag: 'Store and driver', summary: 'Acknowledge an order as the store' },
  changeSubstitutions: {
    tag: 'Store and driver',
    summary: 'Propose substitutions as the store; approve or reject them as the customer',
  },
  assignDriver: { tag: 'Store and driver', summary: 'Assign a driver' },
  reportLocation: { tag: 'Store and driver', summary: 'Report the position of the driver' },
  requestPhotoUpload: {
    tag: 'Store and driver',
    summary: 'Get a signed request by which the driver uploads a photo of the delivery',
  },
  getDeliveryPhoto: { tag: 'Store and driver', summary: 'Get a link to the photo of the delivery' },
  confirmDelivered: { tag: 'Store and driver', summary: 'Report the delivery by the driver' },
  getShop: {
    tag: 'Shops',
    summary: 'Name, logo, colour and support contact of a shop; everything, for the shop itself and for staff',
  },
  putShop: { tag: 'Shops', summary: 'Replace what a shop says of itself' },
  getStatusOverview: { tag: 'Admin', summary: 'Count open orders by phase and status' },
  listOrdersInPhase: {
    tag: 'Admin',
    summary: 'List the orders of a phase over all shops, longest in their status first',
  },
  moveOrder: { tag: 'Admin', summary: 'Change the status of an order; with force, outside its workflow' },
  revokeAccess: { tag: 'Admin', summary: 'Revoke all tokens of a user' },
  startBulkStatus: { tag: 'Admin', summary: 'Change the status of up to 1,000 orders' },
  getBulkStatus: { tag: 'Admin', summary: 'Get the progress and results of a bulk status change' },
  listWorkflows: { tag: 'Admin', summary: 'List built-in and custom workflows' },
  createWorkflow: { tag: 'Admin', summary: 'Create a workflow, which defines a new order type' },
  getWorkflow: { tag: 'Admin', summary: 'Get the active version of a workflow, or a given one' },
  replaceWorkflow: { tag: 'Admin', summary: 'Publish a new version of a workflow' },
  getListing: { tag: 'Admin', summary: 'Get stock and availability of a managed listing' },
  putListing: { tag: 'Admin', summary: 'Set stock and availability of a managed listing' },
  listCarriers: {
    tag: 'Admin',
    summary: 'List carriers: how their APIs do, what is left of their quotas, when they were heard of last',
  },
  putCarrier: { tag: 'Admin', summary: 'Switch the polling of a carrier off or on' },
  trackParcel: { tag: 'Tracking', summary: 'Get the status and scans of a parcel, without personal data' },
  requestTrackingLink: { tag: 'Tracking', summary: 'Request a link to an order by e-mail' },
  receiveCarrierWebhook: { tag: 'Webhooks', summary: 'Receive events of a carrier or delivery provider' },
  receiveReports: { tag: 'Webhooks', summary: 'Receive what a provider of messages reports of them' },
  confirmReports: { tag: 'Webhooks', summary: 'Confirm to a provider of messages that its reports are expected here' },
  receivePaymentWebhook: { tag: 'Webhooks', summary: 'Receive payment and escrow events (Standard Webhooks)' },
  getHealth: { tag: 'Platform', summary: 'Check that the API responds' },
  getOpenApi: { tag: 'Platform', summary: 'Get this document as JSON' },
  getAsyncApi: { tag: 'Platform', summary: 'Get the live messages as an AsyncAPI document' },
  getDocs: { tag: 'Platform', summary: 'Read this document as a page' },
  getHomePage: { tag: 'Platform', summary: 'Get the home page with its tracking forms' },
  findParcel: { tag: 'Platform', summary: 'Redirect from the tracking form to the page of a parcel' },
  getTrackingPage: { tag: 'Platform', summary: 'Get the tracking page of a parcel, or of an order by its link' },
};
