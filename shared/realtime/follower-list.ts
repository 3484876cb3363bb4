import * as z from 'zod';

/** Connections by the audience that they belong to. */
export const followers = z
  .array(z.object({ audience: z.string().min(1), connectionIds: z.array(z.string().min(1)).min(1).readonly() }))
  .min(1)
  .readonly();
export type Followers = z.output<typeof followers>;
