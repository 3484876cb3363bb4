/** Mail by Resend. https://resend.com/docs/api-reference/emails/send-email */
import * as z from 'zod';
import { asciiMailbox } from '../../../contract/mailbox.ts';
import type { ChannelProvider, OutgoingNotification, SendOutcome } from '../../channel.ts';
import { type HttpReply, KEY_REFUSED, outcomeByStatus, retryAfterOf } from '../../providers/http.ts';
import { postWithKey } from '../../providers/key.ts';
import { nameTags } from '../../receipts/name-tags.ts';
import type { EmailMessage } from './render.ts';
import type { HttpMailOptions } from './sendgrid-provider.ts';

const bodyOf = (
  { notificationId, orderId, addresses, message, headers = {} }: OutgoingNotification<EmailMessage>,
  from: string,
): string =>
  JSON.stringify({
    from,
    to: addresses.map(asciiMailbox),
    subject: message.subject,
    ...(Object.keys(headers).length > 0 && { headers }),
    html: message.html,
    text: message.text,
    tags: Object.entries(nameTags({ notificationId, orderId })).map(([name, value]) => ({ name, value })),
  });

const acceptedShape = z.object({ id: z.string().min(1) });
const errorShape = z.object({ name: z.string().catch(''), message: z.string().catch('') });

const QUOTA_RETRY_SECONDS = 600;

/** By the error's name, and its text where the name says too little. https://resend.com/docs/api-reference/errors */
const refusalOf = (reply: HttpReply, notificationId: string): SendOutcome => {
  if (reply.status < 300) return outcomeByStatus(reply);
  const { name, message } = errorShape.safeParse(reply.json).data ?? { name: '', message: '' };
  if (/^(?:missing|invalid|restricted)_api_key$/.test(name) || /API key is invalid/i.test(message))
    return { outcome: 'blocked', error: KEY_REFUSED };
  if (/^(?:daily|monthly)_quota_exceeded$/.test(name))
    return { outcome: 'throttled', error: 'QuotaExceeded', retryAfterSeconds: QUOTA_RETRY_SECONDS };
  if (name === 'rate_limit_exceeded')
    return { outcome: 'throttled', error: 'RateExceeded', retryAfterSeconds: retryAfterOf(reply) };
  // The key was used in the last 24 hours with a message that reads differently by now: that one was accepted.
  if (name === 'invalid_idempotent_request')
    return { outcome: 'accepted', providerMessageId: `resend-of-${notificationId}` };
  if (name === 'concurrent_idempotent_requests') return { outcome: 'unknown', error: 'AnotherAttemptRuns' };
  if (reply.status === 403) return { outcome: 'blocked', error: 'SenderNotVerified' };
  if (/^(?:validation_error|invalid_parameter)$/.test(name) && /`to`/.test(message) && !/`from`/.test(message))
    return { outcome: 'refused', error: 'AddressInvalid' };
  return outcomeByStatus(reply);
};

/** What Resend's reply means. */
export const resendOutcome = (reply: HttpReply, notificationId: string): SendOutcome => {
  const { data } = acceptedShape.safeParse(reply.json);
  return reply.status === 200 && data !== undefined
    ? { outcome: 'accepted', providerMessageId: data.id }
    : refusalOf(reply, notificationId);
};

/** Resend sends what has the same idempotency key once within 24 hours. */
export const resendProvider = (options: HttpMailOptions): ChannelProvider<EmailMessage> => ({
  send: (outgoing) =>
    postWithKey(
      options,
      (key) => ({
        url: `${options.url}/emails`,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': outgoing.notificationId,
        },
        body: bodyOf(outgoing, options.from),
      }),
      (reply) => resendOutcome(reply, outgoing.notificationId),
    ),
});
