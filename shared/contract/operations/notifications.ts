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
      "Of the caller's own account. An entry has the texts in the order's language as they were when it was written; " +
      '`order.status` is the status now, `metadata.status` the one that the entry is about. A page may hold fewer entries ' +
      'than `limit` and have a next one.',
  },
} as const satisfies Record<OperationIdOf<'NotificationsApi'>, OperationSchemas>;
