/** What following events takes and returns, by `operationId`. */
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { orderEventsQuery } from '../schemas/order-events.ts';

export const EVENTS_OPERATIONS = {
  followOrderEvents: {
    query: orderEventsQuery,
    description:
      'As server-sent events, `id` is the cursor, `event` the message type and `data` the message as sent on the WebSocket; ' +
      'a comment is sent every 15 seconds without events. The stream starts now, or after `Last-Event-ID` or `after` (in ' +
      'this order), and closes after two minutes; clients reconnect. With `Accept: application/json`, returns the page ' +
      'after `after`, or the newest page without it; continue with `cursor`, immediately if `hasMore` is true. Cursors are ' +
      'interchangeable between the WebSocket, the stream and the pages.',
  },
} as const satisfies Record<OperationIdOf<'OrderEvents'>, OperationSchemas>;
