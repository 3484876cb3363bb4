import * as z from 'zod';
import { eventMessage } from '../socket.ts';
import { pagination } from './pagination.ts';
import { pollAfterSeconds } from './response-parts.ts';

/** The same messages that the socket sends, oldest first. `cursor` is where the next request goes on, at the end too. */
export const orderEventsPage = z.object({
  events: z.array(eventMessage),
  cursor: z.string(),
  hasMore: z.boolean(),
  pollAfterSeconds,
  pagination,
});
export type OrderEventsPage = z.output<typeof orderEventsPage>;
