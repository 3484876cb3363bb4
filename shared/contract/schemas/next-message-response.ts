import * as z from 'zod';
import { NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { LOCALES } from '../locale.ts';

const message = z.object({
  type: z.enum(NOTIFICATION_TYPES),
  channel: z.string(),
  outcome: z
    .enum(['sent', 'waits', 'suppressed'])
    .describe('If it happened now: `waits` until `waitsUntil`, `suppressed` for `reason`.'),
  reason: z.string().nullable().describe('As in the history of notifications: `turned_off`, `no_address` and others.'),
  recipient: z.string().nullable().describe('Masked.'),
  language: z.enum(LOCALES),
  waitsUntil: z.string().nullable(),
  quietHours: z
    .object({ start: z.string(), end: z.string(), timezone: z.string() })
    .nullable()
    .describe('Those in which it would wait, whatever the time is now.'),
  message: z.record(z.string(), z.string()).describe('By the parts of the channel; empty where it is suppressed.'),
});

export const nextMessage = z.object({
  order: z
    .object({ id: z.string(), orderNumber: z.string(), status: z.string() })
    .nullable()
    .describe('`null`: no order of the caller comes to a step that they are written to about.'),
  nextStatus: z.string().nullable(),
  messages: z.array(message),
});
