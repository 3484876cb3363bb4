import * as z from 'zod';
import { FAULT_KINDS } from '../edge/faults.ts';
import { RECEIPT_TYPES } from '../services/receipts.ts';
import { ControlProblem } from './http.ts';

const MAX_DELAY_MILLISECONDS = 15 * 60_000;

export const tokenInput = z.strictObject({
  sub: z.string().min(1).max(200),
  roles: z.array(z.string().min(1)).optional(),
  seller_ids: z.array(z.string().min(1)).optional(),
  email: z.email().optional(),
  /** `wismo/system`, with spaces between several: a program's own token, as client credentials give it. */
  scope: z.string().min(1).optional(),
  /** Seconds. */
  expiresIn: z.int().optional(),
});

export const clockInput = z.union([
  z.strictObject({ advance: z.string().startsWith('P') }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
  z.strictObject({ reset: z.literal(true) }),
]);

export const faultInput = z.strictObject({
  service: z.string().min(1),
  operation: z.string().min(1).optional(),
  function: z.string().min(1).optional(),
  kind: z.enum(FAULT_KINDS),
  rate: z.number().min(0).max(1).optional(),
  after: z.int().min(0).optional(),
  times: z.int().min(1).optional(),
  delayMs: z.int().min(0).max(MAX_DELAY_MILLISECONDS).optional(),
  error: z
    .strictObject({
      code: z.string().min(1),
      status: z.int().min(400).max(599),
      message: z.string(),
      /** Further members of the error, such as `CancellationReasons`. */
      more: z.record(z.string(), z.unknown()).exactOptional(),
    })
    .optional(),
});

export const receiptInput = z
  .strictObject({
    messageId: z.string().min(1).optional(),
    notificationId: z.string().min(1).optional(),
    type: z.enum(RECEIPT_TYPES),
    bounceType: z.string().optional(),
    bounceSubType: z.string().optional(),
    complaintFeedbackType: z.string().optional(),
    link: z.url().optional(),
  })
  .refine(({ messageId, notificationId }) => messageId !== undefined || notificationId !== undefined, {
    error: 'Name the mail by messageId or notificationId.',
  });

/** Parses, or refuses with everything that is wrong. */
export function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new ControlProblem(400, 'Invalid input', z.prettifyError(result.error));
}
