import * as z from 'zod';
import { once } from '../made-on-demand.ts';

/** A subscription as it was when it was read: how its client calls the topic, and who subscribed, as JSON. */
const subscribed = () => z.object({ topic: z.string().min(1), caller: z.string().min(2) });

/**
 * Connections by the audience that they belong to. Without `subscribed`, or with one that another version has written in
 * a form of its own, their subscriptions have to be read.
 */
export const followers = once(() =>
  z
    .array(
      z.object({
        audience: z.string().min(1),
        /** Of parcels, the topic by which these have subscribed. */
        topic: z.string().min(1).optional(),
        connectionIds: z.array(z.string().min(1)).min(1).readonly(),
        subscribed: subscribed().optional().catch(undefined),
      }),
    )
    .min(1)
    .readonly(),
);
export type Followers = z.output<ReturnType<typeof followers>>;
