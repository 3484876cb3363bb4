import * as z from 'zod';

export const writtenMessage = z.object({
  /** Null of a preview. */
  messageId: z.string().nullable(),
  isPreview: z.boolean(),
  /** What will be sent, by channel, as it looks now; the address masked, `null` where there is none. */
  messages: z.array(
    z.object({
      channel: z.string(),
      recipient: z.string().nullable(),
      message: z.record(z.string(), z.string()),
      warnings: z.array(z.string()),
    }),
  ),
});

export const testAccepted = z.object({ messageId: z.string(), orderId: z.string() });
