import * as z from 'zod';
import { eventMessage } from '../socket.ts';
import { pagination } from './pagination.ts';

/** The same messages that the socket sends, oldest first. `cursor` is where the next request goes on, at the end too. */
export const orderEventsPage = z.object({
  events: z.array(eventMessage),
  cursor: z.string(),
  hasMore: z.boolean(),
  pagination,
});
export type OrderEventsPage = z.output<typeof orderEventsPage>;
