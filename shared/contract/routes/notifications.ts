import type { RouteDefinition } from './route.ts';

/** What people have been notified of. */
export const NOTIFICATIONS_ROUTES = [
  {
    operationId: 'listNotifications',
    method: 'GET',
    path: '/api/notifications',
    aliases: ['/notifications'],
    capability: 'NotificationsApi',
    auth: 'jwt',
    tag: 'Notifications',
    summary: "List the notifications in the caller's inbox, newest first",
  },
] as const satisfies readonly RouteDefinition[];
