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
    tag: 'Orders',
    summary: 'Ask couriers what they would bring the order for',
  },
  {
    operationId: 'bookDelivery',
    method: 'POST',
    path: '/api/orders/{orderId}/deliveries',
    capability: 'DeliveriesApi',
    auth: 'jwt',
    roles: ['seller', 'admin'],
    creates: true,
    tag: 'Orders',
    summary: 'Have a courier bring the order, by one of its quotes',
  },
  {
    operationId: 'cancelDelivery',
    method: 'DELETE',
    path: '/api/orders/{orderId}/deliveries/{deliveryId}',
    capability: 'DeliveriesApi',
    auth: 'jwt',
    roles: ['seller', 'admin'],
    tag: 'Orders',
    summary: 'Cancel the delivery of a courier',
  },
] as const satisfies readonly RouteDefinition[];
