/**
 * The one route table, as data: the functions' routers, the gateway's routes and the OpenAPI document are made from it.
 * No schema is imported here, so that reading the table costs nothing; `operations/` holds them by `operationId`.
 */
import type { FunctionId } from './environment.ts';
import { ADMIN_ROUTES } from './routes/admin.ts';
import { DELIVERIES_ROUTES } from './routes/deliveries.ts';
import { MESSAGES_ROUTES } from './routes/messages.ts';
import { NOTIFICATIONS_ROUTES } from './routes/notifications.ts';
import { ORDERS_ROUTES } from './routes/orders.ts';
import { PLATFORM_ROUTES } from './routes/platform.ts';
import type { RouteDefinition } from './routes/route.ts';
import { SHOPS_ROUTES } from './routes/shops.ts';
import { STORE_ROUTES } from './routes/store.ts';

export type { RouteDefinition };

export const ROUTES = [
  ...ORDERS_ROUTES,
  ...DELIVERIES_ROUTES,
  ...NOTIFICATIONS_ROUTES,
  ...MESSAGES_ROUTES,
  ...STORE_ROUTES,
  ...SHOPS_ROUTES,
  ...ADMIN_ROUTES,
  ...PLATFORM_ROUTES,
] as const;

export type Route = (typeof ROUTES)[number];
export type OperationId = Route['operationId'];
export type OperationIdOf<F extends FunctionId> = Extract<Route, { capability: F }>['operationId'];

/** Serves what no other route does, so that an unknown path is a problem document too. */
export const FALLBACK_CAPABILITY = 'PlatformApi' satisfies FunctionId;

type KnownRoute = RouteDefinition & { readonly operationId: OperationId };

/** Every path, aliases included. */
export const allRoutes = (): readonly KnownRoute[] =>
  ROUTES.flatMap((route) => {
    const { aliases = [] } = route as RouteDefinition;
    return [route.path, ...aliases].map((path) => ({ ...route, path }));
  });

/** Every path that the gateway must know. */
export const gatewayRoutes = (): readonly KnownRoute[] => allRoutes().filter(({ streams }) => streams === undefined);

/** Every path that a function's own URL serves. */
export const streamedRoutes = (): readonly KnownRoute[] => allRoutes().filter(({ streams }) => streams === true);
