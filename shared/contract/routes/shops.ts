import type { RouteDefinition } from './route.ts';

/** Shops, farms and stores. */
export const SHOPS_ROUTES = [
  {
    operationId: 'getShop',
    method: 'GET',
    path: '/api/shops/{shopId}',
    capability: 'TrackingApi',
    auth: 'optional',
    tag: 'Shops',
    summary: 'Name, logo, colour and support contact of a shop; everything, for the shop itself and for staff',
  },
  {
    operationId: 'putShop',
    method: 'PUT',
    path: '/api/shops/{shopId}',
    capability: 'TrackingApi',
    auth: 'jwt',
    roles: ['seller', 'admin', 'system'],
    tag: 'Shops',
    summary: 'Replace what a shop says of itself',
  },
] as const satisfies readonly RouteDefinition[];
