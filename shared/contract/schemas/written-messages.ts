import * as z from 'zod';
import { NOTIFICATION_TYPES, PHASES } from '../../workflows/workflow.ts';
import { CHANNELS } from '../channel-registry.ts';
import { LOCALES } from '../locale.ts';
import { id } from './id.ts';
import { instant, text } from './primitives.ts';
import { templateChannel } from './templates.ts';
import { narrowing } from './without-blanks.ts';

const channels = z.array(templateChannel).min(1).max(CHANNELS.length);

/** What a person writes: plain text, and a subject where the channel has one. */
const written = { subject: text(120).exactOptional(), message: text(2_000) };

export const notifyBody = z.strictObject({
  ...written,
  /** Of those that reach the customer; mail and inbox unless said. */
  channels: channels.exactOptional(),
  /** Shows the messages, and sends nothing. */
  preview: z.boolean().default(false),
});

export const testBody = z.strictObject({
  /** An order of the caller's, or of their shop; the newest one of the caller unless said. */
  orderId: id.exactOptional(),
  type: z.enum(NOTIFICATION_TYPES).default('custom'),
  channels: channels.exactOptional(),
});

export const bulkSendBody = z.strictObject({
  segment: z.strictObject({
    /** Of the orders whose customers get it; those that are open unless said. */
    phases: narrowing(z.array(z.enum(PHASES)).min(1).max(PHASES.length)),
    sellerId: narrowing(id),
    workflow: narrowing(id),
    language: narrowing(z.enum(LOCALES)),
    createdFrom: narrowing(instant),
    createdTo: narrowing(instant),
  }),
  ...written,
  channels: channels.exactOptional(),
  /** Counts the customers, and sends nothing. */
  dryRun: z.boolean().default(true),
  /** It is meant, though the caller has sent the same to the same people within ten minutes. */
  repeat: z.boolean().default(false),
});

export const bulkSendParams = z.object({ jobId: id });
