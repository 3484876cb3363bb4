/** What a client sends over the WebSocket. */
import * as z from 'zod';
import { once } from '../made-on-demand.ts';

/** `order:<id>`, `me`, `seller:<id>`, `ops`, and for anybody `track:<tracking number>`. */
export const topicName = once(() =>
  z
    .string()
    .max(256)
    .regex(/^(?:me|ops|(?:order|seller|track):.+)$/, 'Must be order:<id>, me, seller:<id>, ops or track:<number>')
    .refine((name) => name.isWellFormed(), 'Half a character is none'),
);

/** What a client sends. Unknown actions and fields get an `error` in reply. An `after` that is empty is none. */
export const clientMessage = once(() =>
  z.discriminatedUnion('action', [
    z.strictObject({ action: z.literal('subscribe'), topic: topicName(), after: z.string().optional() }),
    z.strictObject({ action: z.literal('unsubscribe'), topic: topicName() }),
    /**
     * `focused`: whether somebody looks at the client. While one that follows `me` says so, at least every two minutes, its
     * user's devices are sent no push messages.
     */
    z.strictObject({ action: z.literal('ping'), focused: z.boolean().optional() }),
    z.strictObject({
      action: z.literal('read'),
      notificationId: z
        .string()
        .min(1)
        .max(128)
        .refine((id) => id.isWellFormed()),
    }),
  ]),
);
export type ClientMessage = z.output<ReturnType<typeof clientMessage>>;
