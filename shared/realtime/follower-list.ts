import * as z from 'zod';
import { once } from '../made-on-demand.ts';

/** Connections by the audience that they belong to. */
export const followers = once(() =>
  z
    .array(z.object({ audience: z.string().min(1), connectionIds: z.array(z.string().min(1)).min(1).readonly() }))
    .min(1)
    .readonly(),
);
export type Followers = z.output<ReturnType<typeof followers>>;
