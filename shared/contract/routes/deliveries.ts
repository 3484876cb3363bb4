import type { RouteDefinition } from './route.ts';

/** Couriers who bring single orders: what they would ask, having one bring it, calling it back. */
export const DELIVERIES_ROUTES = [
  {
    operationId: 'quoteDeliveries',
    method: 'POST',
    path: '/api/orders/{orderId}/delivery-quotes',
    capability: 'DeliveriesApi',
    auth: 'jwt',
    roles: ['seller', 'admin'],
  },
  {
    operationId: 'bookDelivery',
    method: 'POST',
    path: '/api/orders/{orderId}/deliveries',
    capability: 'DeliveriesApi',
    auth: 'jwt',
    roles: ['seller', 'admin'],
    creates: true,
  },
  {
    operationId: 'cancelDelivery',
    method: 'DELETE',
    path: '/api/orders/{orderId}/deliveries/{deliveryId}',
    capability: 'DeliveriesApi',
    auth: 'jwt',
    roles: ['seller', 'admin'],
  },
] as const satisfies readonly RouteDefinition[];
