/** Mail by SendGrid. https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send */
import * as z from 'zod';
import { asciiMailbox } from '../../../contract/mailbox.ts';
import type { ChannelProvider, OutgoingNotification, ProviderParts, SendOutcome } from '../../channel.ts';
import { type HttpReply, outcomeByStatus, retryUntil } from '../../providers/http.ts';
import { postWithKey } from '../../providers/key.ts';
import type { EmailMessage } from './render.ts';
import { addressIn } from './sender.ts';

export interface HttpMailOptions extends Pick<ProviderParts, 'clock' | 'secrets'> {
  readonly url: string;
  readonly secretId: string;
  /** `Wismo <orders@example.com>`: of a domain that is verified with the provider. */
  readonly from: string;
}

/** Opens and clicks are counted by links of our own: these would lead guests' tokens through somebody else's. */
const NO_TRACKING = { click_tracking: { enable: false }, open_tracking: { enable: false } };

const bodyOf = (
  { notificationId, orderId, addresses, message, headers = {} }: OutgoingNotification<EmailMessage>,
  from: string,
): string =>
  JSON.stringify({
    personalizations: [
      { to: addresses.map((address) => ({ email: asciiMailbox(address) })), custom_args: { notificationId, orderId } },
    ],
    from: { email: addressIn(from) },
    subject: message.subject,
    ...(Object.keys(headers).length > 0 && { headers }),
    // The plain one first: SendGrid refuses another order.
    content: [
      { type: 'text/plain', value: message.text },
      { type: 'text/html', value: message.html },
    ],
    tracking_settings: NO_TRACKING,
  });

const errorsShape = z.object({
  errors: z.array(z.object({ message: z.string().catch(''), field: z.string().nullish().catch(undefined) })),
});

/** The quota of a plan is of a day or a month: there is room again some time. */
const CREDITS_RETRY_SECONDS = 600;

const refusalOf = (reply: HttpReply): SendOutcome => {
  if (reply.status < 300) return outcomeByStatus(reply);
  const { data } = errorsShape.safeParse(reply.json);
  const errors = data?.errors ?? [];
  if (errors.some(({ message }) => /maximum credits exceeded/i.test(message)))
    return { outcome: 'throttled', error: 'CreditsExceeded', retryAfterSeconds: CREDITS_RETRY_SECONDS };
  if (reply.status === 403) return { outcome: 'blocked', error: 'SenderNotVerified' };
  if (reply.status === 429) {
    const retryAfterSeconds = retryUntil(reply.header('x-ratelimit-reset'), reply.now);
    return { outcome: 'throttled', error: 'RateExceeded', retryAfterSeconds };
  }
  const isOfAddress = ({ field }: { readonly field?: string | null | undefined }): boolean =>
    /^personalizations\.\d+\.to\b/.test(field ?? '');
  // Where something else is wrong as well, that has to be mended first.
  return reply.status === 400 && errors.length > 0 && errors.every(isOfAddress)
    ? { outcome: 'refused', error: 'AddressInvalid' }
    : outcomeByStatus(reply);
};

/** What SendGrid's reply means. */
export const sendgridOutcome = (reply: HttpReply): SendOutcome => {
  const providerMessageId = reply.header('x-message-id');
  return reply.status === 202 && providerMessageId ? { outcome: 'accepted', providerMessageId } : refusalOf(reply);
};

/** SendGrid knows no idempotency key: one try. */
export const sendgridProvider = (options: HttpMailOptions): ChannelProvider<EmailMessage> => ({
  send: (outgoing) =>
    postWithKey(
      options,
      (key) => ({
        url: `${options.url}/v3/mail/send`,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: bodyOf(outgoing, options.from),
      }),
      sendgridOutcome,
    ),
});
