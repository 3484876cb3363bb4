/**
 * What Amazon SNS writes to the account's log groups of text messages, a line for each, hours later at most.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html
 */
import * as z from 'zod';
import { definedFields } from '../../../../defined-fields.ts';
import { type ReadLogLine, statedTime } from '../../../receipts/receipt.ts';

const lineShape = z.object({
  notification: z.object({ messageId: z.string().min(1), timestamp: z.string().optional().catch(undefined) }),
  delivery: z
    .object({ destination: z.string().optional().catch(undefined), providerResponse: z.string().catch('') })
    .default({ providerResponse: '' }),
  status: z.string(),
});

/** `2016-06-28 00:40:34.558`, in UTC. */
const instantOf = (timestamp: string | undefined): string | undefined =>
  timestamp === undefined ? undefined : `${timestamp.trim().replace(' ', 'T').replace(/Z$/, '')}Z`;

/**
 * Words of `providerResponse`, of which there are these. Nobody is reached again where the number is none, or its holder
 * has opted out; the others are of the moment, of the carrier, or of our account.
 */
const RESPONSES: readonly (readonly [words: RegExp, code: string, disables?: 'unregistered' | 'opted_out'])[] = [
  [/opted out/i, 'opted_out', 'opted_out'],
  [/invalid phone number|is invalid|unallocated/i, 'invalid_number', 'unregistered'],
  [/phone is currently unreachable|unavailable/i, 'unreachable'],
  [/blocked by carrier|blocked as spam|carrier has blocked/i, 'blocked_by_carrier'],
  [/block ?list/i, 'blocked'],
  [/max(?:imum)? price/i, 'max_price_exceeded'],
  [/no quota left/i, 'no_quota'],
];

const refusalIn = (response: string): (typeof RESPONSES)[number] =>
  RESPONSES.find(([words]) => words.test(response)) ?? [/^/, 'unknown'];

export const readLogLine: ReadLogLine = (line, receivedAt) => {
  const { data } = lineShape.safeParse(line);
  if (data === undefined) return 'malformed_line';
  const { notification, delivery, status } = data;
  const { messageId } = notification;
  const at = statedTime(instantOf(notification.timestamp), receivedAt);
  if (status === 'SUCCESS') return { messageId, receipt: { fact: 'delivered', at } };
  if (status !== 'FAILURE') return `unknown_status: ${status.slice(0, 40)}`;
  const [, code, reason] = refusalIn(delivery.providerResponse);
  const address = delivery.destination;
  const disables = reason && address?.startsWith('+') ? { address, reason } : undefined;
  return { messageId, receipt: { fact: 'bounced', at, error: `sns_${code}`, ...definedFields({ disables }) } };
};
