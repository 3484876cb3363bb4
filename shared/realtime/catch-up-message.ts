import * as z from 'zod';

/** What a subscription may have missed while it was new: everything of the topic behind the cursor. */
export const catchUp = z.object({
  connectionId: z.string().min(1),
  /** By the name that the client used. */
  topic: z.string().min(1),
  after: z.string().min(1),
});
export type CatchUp = z.output<typeof catchUp>;
