import type { RouteDefinition } from './route.ts';

/** Store and driver: the same orders under the store's own names. */
export const STORE_ROUTES = [
  {
    operationId: 'initTracking',
    method: 'POST',
    path: '/orders/tracking/init',
    capability: 'StoreApi',
    auth: 'jwt',
    roles: ['system', 'seller'],
    creates: true,
  },
  {
    operationId: 'getTracking',
    method: 'GET',
    path: '/orders/tracking/{order_id}',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'changeTrackingStatus',
    method: 'PUT',
    path: '/orders/tracking/{order_id}/status',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'acknowledgeOrder',
    method: 'POST',
    path: '/orders/tracking/{order_id}/acknowledge',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'changeSubstitutions',
    method: 'PUT',
    path: '/orders/tracking/{order_id}/substitutions',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'assignDriver',
    method: 'PUT',
    path: '/orders/tracking/{order_id}/driver',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'reportLocation',
    method: 'PUT',
    path: '/orders/tracking/{order_id}/location',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'requestPhotoUpload',
    method: 'POST',
    path: '/orders/tracking/{order_id}/photo-upload',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'getDeliveryPhoto',
    method: 'GET',
    path: '/orders/tracking/{order_id}/photo',
    capability: 'StoreApi',
    auth: 'jwt',
  },
  {
    operationId: 'confirmDelivered',
    method: 'PUT',
    path: '/orders/tracking/{order_id}/delivered',
    capability: 'StoreApi',
    auth: 'jwt',
  },
] as const satisfies readonly RouteDefinition[];
