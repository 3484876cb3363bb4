import type { RouteDefinition } from './route.ts';

/** Shops, farms and stores. */
export const SHOPS_ROUTES = [
  {
    operationId: 'getShop',
    method: 'GET',
    path: '/api/shops/{shopId}',
    capability: 'TrackingApi',
    auth: 'optional',
  },
  {
    operationId: 'putShop',
    method: 'PUT',
    path: '/api/shops/{shopId}',
    capability: 'TrackingApi',
    auth: 'jwt',
    roles: ['seller', 'admin', 'system'],
  },
] as const satisfies readonly RouteDefinition[];
