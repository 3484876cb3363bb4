/** What following events takes and returns, by `operationId`. */
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { orderEventsQuery } from '../schemas/order-events.ts';

export const EVENTS_OPERATIONS = {
  followOrderEvents: {
    query: orderEventsQuery,
    description:
      'Server-sent events: `id` is the cursor, `event` the type of the message and `data` the message, as the socket ' +
      'sends it; a comment every 15 seconds of silence. A stream begins at present, or behind `Last-Event-ID` (before ' +
      '`after`); it ends by itself after two minutes, and a client comes back. With `Accept: application/json`: one ' +
      'page behind `after`, or without it the newest page; `cursor` is where the next request goes on, `hasMore` ' +
      'whether at once. Cursors of the socket, the stream and the pages are the same.',
  },
} as const satisfies Record<OperationIdOf<'OrderEvents'>, OperationSchemas>;
