/** Made by `npm run docs`: change what it is made from, not this file. */
export const OPERATIONS = `/api/admin/carriers GET listCarriers
/api/admin/carriers/{carrier} PUT putCarrier
/api/admin/listings/{listingId} GET getListing
/api/admin/listings/{listingId} PUT saveListing
/api/admin/notifications/bulk-send POST startBulkSend i
/api/admin/notifications/bulk-send/{jobId} GET getBulkSend
/api/admin/notifications/bulk-send/{jobId}/cancel POST cancelBulkSend
/api/admin/notifications/bulk-send/{jobId}/pause POST pauseBulkSend
/api/admin/notifications/bulk-send/{jobId}/resume POST resumeBulkSend
/api/admin/notifications/templates GET listTemplates
/api/admin/notifications/templates POST createTemplate i
/api/admin/notifications/templates/{id} GET getTemplate
/api/admin/notifications/templates/{id} PUT updateTemplate
/api/admin/notifications/templates/{id}/preview POST previewTemplate
/api/admin/notifications/templates/{id}/rollback POST rollbackTemplate
/api/admin/notifications/templates/{id}/versions GET listTemplateVersions
/api/admin/orders GET listOrdersInPhase
/api/admin/orders/bulk-status POST startBulkStatus i
/api/admin/orders/bulk-status/{jobId} GET getBulkStatus
/api/admin/orders/status-overview GET getStatusOverview
/api/admin/orders/{orderId}/notifications/retry POST retryNotifications
/api/admin/orders/{orderId}/notify POST notifyCustomer i
/api/admin/orders/{orderId}/status POST moveOrder
/api/admin/users/{userId}/revoke-access POST revokeAccess
/api/admin/workflows GET listWorkflowDefinitions
/api/admin/workflows POST createWorkflowDefinition i
/api/admin/workflows/{id} GET getWorkflowDefinition
/api/admin/workflows/{id} PUT replaceWorkflowDefinition
/api/notifications GET listNotifications
/api/notifications/devices GET listDevices
/api/notifications/devices/{deviceId} DELETE removeDevice
/api/notifications/history GET listNotificationHistory
/api/notifications/next GET previewNextMessage
/api/notifications/preferences GET getPreferences
/api/notifications/preferences PUT updatePreferences
/api/notifications/push/public-key GET getSubscriptionKey
/api/notifications/push/register-token POST registerDevice
/api/notifications/push/unregister-token DELETE unregisterDevice
/api/notifications/read-all POST readAllNotifications
/api/notifications/test POST sendTestNotification i
/api/notifications/unread-count GET countUnreadNotifications
/api/notifications/verify-phone POST verifyPhone
/api/notifications/whatsapp/opt-in POST optInWhatsapp
/api/notifications/whatsapp/opt-out POST optOutWhatsapp
/api/notifications/{notificationId}/archive POST archiveNotification
/api/notifications/{notificationId}/read POST readNotification
/api/orders POST createOrder i
/api/orders/buyer/{buyerId} GET listBuyerOrders
/api/orders/events GET listOrderEvents
/api/orders/search GET searchOrders
/api/orders/seller/{sellerId} GET listSellerOrders
/api/orders/track GET requestTrackingLink
/api/orders/track/{trackingNumber} GET trackParcel
/api/orders/user/active GET listActiveOrders
/api/orders/{orderId} GET getOrder
/api/orders/{orderId}/address-change POST changeDeliveryAddress
/api/orders/{orderId}/deliveries POST bookDelivery i
/api/orders/{orderId}/deliveries/{deliveryId} DELETE cancelDelivery
/api/orders/{orderId}/delivery-preferences POST setDeliveryPreferences
/api/orders/{orderId}/delivery-quotes POST quoteDeliveries
/api/orders/{orderId}/dispute POST openDispute i
/api/orders/{orderId}/feedback POST giveFeedback i
/api/orders/{orderId}/items/{itemId} PUT prepareItem
/api/orders/{orderId}/reschedule POST rescheduleDelivery
/api/orders/{orderId}/return-request POST requestReturn i
/api/orders/{orderId}/revoke-links POST revokeLinks
/api/orders/{orderId}/shipments POST registerShipment i
/api/orders/{orderId}/shipments/{trackingNumber} DELETE detachShipment
/api/orders/{orderId}/shipments/{trackingNumber} PUT correctShipment
/api/orders/{orderId}/status GET getOrderStatus
/api/orders/{orderId}/status PUT changeOrderStatus
/api/orders/{orderId}/support POST requestSupport i
/api/orders/{orderId}/timeline GET getOrderTimeline
/api/shops/{shopId} GET getShop
/api/shops/{shopId} PUT saveShop
/api/workflows GET listWorkflows
/api/workflows/{workflowId} GET getWorkflow
/health GET getHealth
/orders/tracking/init POST initTracking i
/orders/tracking/{order_id} GET getTracking
/orders/tracking/{order_id}/acknowledge POST acknowledgeOrder
/orders/tracking/{order_id}/delivered PUT confirmDelivered
/orders/tracking/{order_id}/driver PUT assignDriver
/orders/tracking/{order_id}/location PUT reportLocation
/orders/tracking/{order_id}/photo GET getDeliveryPhoto
/orders/tracking/{order_id}/photo-upload POST requestPhotoUpload
/orders/tracking/{order_id}/status PUT changeTrackingStatus
/orders/tracking/{order_id}/substitutions PUT changeSubstitutions`;
