/** Made by `npm run docs`: change what it is made from, not this file. */
export const OPERATIONS = `acknowledgeOrder POST /orders/tracking/{order_id}/acknowledge
archiveNotification POST /api/notifications/{notificationId}/archive
assignDriver PUT /orders/tracking/{order_id}/driver
bookDelivery POST /api/orders/{orderId}/deliveries i
cancelBulkSend POST /api/admin/notifications/bulk-send/{jobId}/cancel
cancelDelivery DELETE /api/orders/{orderId}/deliveries/{deliveryId}
changeDeliveryAddress POST /api/orders/{orderId}/address-change
changeOrderStatus PUT /api/orders/{orderId}/status
changeSubstitutions PUT /orders/tracking/{order_id}/substitutions
changeTrackingStatus PUT /orders/tracking/{order_id}/status
confirmDelivered PUT /orders/tracking/{order_id}/delivered
correctShipment PUT /api/orders/{orderId}/shipments/{trackingNumber}
countUnreadNotifications GET /api/notifications/unread-count
createOrder POST /api/orders i
createTemplate POST /api/admin/notifications/templates i
createWorkflowDefinition POST /api/admin/workflows i
detachShipment DELETE /api/orders/{orderId}/shipments/{trackingNumber}
getBulkSend GET /api/admin/notifications/bulk-send/{jobId}
getBulkStatus GET /api/admin/orders/bulk-status/{jobId}
getDeliveryPhoto GET /orders/tracking/{order_id}/photo
getHealth GET /health
getListing GET /api/admin/listings/{listingId}
getOrder GET /api/orders/{orderId}
getOrderStatus GET /api/orders/{orderId}/status
getOrderTimeline GET /api/orders/{orderId}/timeline
getPreferences GET /api/notifications/preferences
getShop GET /api/shops/{shopId}
getStatusOverview GET /api/admin/orders/status-overview
getSubscriptionKey GET /api/notifications/push/public-key
getTemplate GET /api/admin/notifications/templates/{id}
getTracking GET /orders/tracking/{order_id}
getWorkflow GET /api/workflows/{workflowId}
getWorkflowDefinition GET /api/admin/workflows/{id}
giveFeedback POST /api/orders/{orderId}/feedback i
initTracking POST /orders/tracking/init i
listActiveOrders GET /api/orders/user/active
listBuyerOrders GET /api/orders/buyer/{buyerId}
listCarriers GET /api/admin/carriers
listDevices GET /api/notifications/devices
listNotificationHistory GET /api/notifications/history
listNotifications GET /api/notifications
listOrderEvents GET /api/orders/events
listOrdersInPhase GET /api/admin/orders
listSellerOrders GET /api/orders/seller/{sellerId}
listTemplateVersions GET /api/admin/notifications/templates/{id}/versions
listTemplates GET /api/admin/notifications/templates
listWorkflowDefinitions GET /api/admin/workflows
listWorkflows GET /api/workflows
moveOrder POST /api/admin/orders/{orderId}/status
notifyCustomer POST /api/admin/orders/{orderId}/notify i
openDispute POST /api/orders/{orderId}/dispute i
optInWhatsapp POST /api/notifications/whatsapp/opt-in
optOutWhatsapp POST /api/notifications/whatsapp/opt-out
pauseBulkSend POST /api/admin/notifications/bulk-send/{jobId}/pause
prepareItem PUT /api/orders/{orderId}/items/{itemId}
previewNextMessage GET /api/notifications/next
previewTemplate POST /api/admin/notifications/templates/{id}/preview
putCarrier PUT /api/admin/carriers/{carrier}
quoteDeliveries POST /api/orders/{orderId}/delivery-quotes
readAllNotifications POST /api/notifications/read-all
readNotification POST /api/notifications/{notificationId}/read
registerDevice POST /api/notifications/push/register-token
registerShipment POST /api/orders/{orderId}/shipments i
removeDevice DELETE /api/notifications/devices/{deviceId}
replaceWorkflowDefinition PUT /api/admin/workflows/{id}
reportLocation PUT /orders/tracking/{order_id}/location
requestPhotoUpload POST /orders/tracking/{order_id}/photo-upload
requestReturn POST /api/orders/{orderId}/return-request i
requestSupport POST /api/orders/{orderId}/support i
requestTrackingLink GET /api/orders/track
rescheduleDelivery POST /api/orders/{orderId}/reschedule
resumeBulkSend POST /api/admin/notifications/bulk-send/{jobId}/resume
retryNotifications POST /api/admin/orders/{orderId}/notifications/retry
revokeAccess POST /api/admin/users/{userId}/revoke-access
revokeLinks POST /api/orders/{orderId}/revoke-links
rollbackTemplate POST /api/admin/notifications/templates/{id}/rollback
saveListing PUT /api/admin/listings/{listingId}
saveShop PUT /api/shops/{shopId}
searchOrders GET /api/orders/search
sendTestNotification POST /api/notifications/test i
setDeliveryPreferences POST /api/orders/{orderId}/delivery-preferences
startBulkSend POST /api/admin/notifications/bulk-send i
startBulkStatus POST /api/admin/orders/bulk-status i
trackParcel GET /api/orders/track/{trackingNumber}
unregisterDevice DELETE /api/notifications/push/unregister-token
updatePreferences PUT /api/notifications/preferences
updateTemplate PUT /api/admin/notifications/templates/{id}
verifyPhone POST /api/notifications/verify-phone`;
