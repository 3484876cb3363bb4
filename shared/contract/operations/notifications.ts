/** What the notification operations take and return, by `operationId`. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { cursor, limit } from '../schemas/lists.ts';

export const NOTIFICATIONS_OPERATIONS = {
  listNotifications: {
    query: z.object({
      limit,
      cursor,
      /** Only entries that have not been read; all unless said. */
      state: z.literal('unread').exactOptional(),
    }),
    description:
      'Texts are in the language of the order at the time of the notification. `order.status` is the current ' +
      'status, `metadata.status` the status that the notification is about. A page may hold fewer entries than ' +
      '`limit` although there is a next page.',
  },
} as const satisfies Record<OperationIdOf<'NotificationsApi'>, OperationSchemas>;
