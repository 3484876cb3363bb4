import * as z from 'zod';

const text = z.string().min(1);
const ids = z.array(text).readonly();

/** What changed in an inbox, for the devices of its owner. */
export const inboxChange = z.object({
  /** The owner's `sub`. */
  userId: text,
  /** Entries that came. */
  added: z.array(z.object({ orderId: text, notificationId: text })).readonly().default([]),
  /** Ids of entries that were read, and that were archived. */
  read: ids.default([]),
  archived: ids.default([]),
});
export type InboxChange = z.output<typeof inboxChange>;
