/** What the notification operations take and return, by `operationId`. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { cursor, limit } from '../schemas/lists.ts';
import { id } from '../schemas/primitives.ts';

/** The shop whose inbox is meant; absent, it is the caller's own. */
const ofShop = { sellerId: id.exactOptional() };
const entry = z.object({ notificationId: id });

export const NOTIFICATIONS_OPERATIONS = {
  listNotifications: {
    query: z.object({
      limit,
      cursor,
      /** Only entries that have not been read; all unless said. */
      state: z.literal('unread').exactOptional(),
      ...ofShop,
    }),
    description:
      'Texts are in the language of the order at the time of the notification. `order.status` is the current ' +
      'status, `metadata.status` the status that the notification is about. A page may hold fewer entries than ' +
      '`limit` although there is a next page. With `sellerId`, the inbox of that shop, which its sellers share.',
  },
  countUnreadNotifications: {
    query: z.object(ofShop),
    description: 'Always the number of entries that the list with `state=unread` has.',
  },
  readNotification: {
    params: entry,
    query: z.object(ofShop),
    description: 'The change reaches all devices of the owner. Repeated, the time of the first call stays.',
  },
  readAllNotifications: {
    query: z.object(ofShop),
    description: 'Entries that arrive after the request stay unread.',
  },
  archiveNotification: {
    params: entry,
    query: z.object(ofShop),
    description: 'The notification is listed and counted no more; it stays in the timeline of its order.',
  },
} as const satisfies Record<OperationIdOf<'NotificationsApi'>, OperationSchemas>;
