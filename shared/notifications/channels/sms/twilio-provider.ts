/** Text messages by Twilio. https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource */
import * as z from 'zod';
import {
  type ChannelProvider,
  type OutgoingNotification,
  type ProviderParts,
  refusedAddress,
  type SendOutcome,
} from '../../channel.ts';
import { type HttpReply, KEY_REFUSED, outcomeByStatus, retryAfterOf } from '../../providers/http.ts';
import { postWithKey } from '../../providers/key.ts';
import { referenceText } from '../../providers/reference.ts';
import { refusalOfNumber } from './numbers.ts';
import type { SmsMessage } from './render.ts';
import { GONE_CODES } from './twilio/gone-codes.ts';

export interface TwilioOptions extends Pick<ProviderParts, 'clock' | 'secrets'> {
  readonly url: string;
  readonly secretId: string;
  readonly accountSid: string;
  /** A number in E.164, a sender's name, or a messaging service (`MG…`). */
  readonly from: string;
  readonly callingCodes: readonly string[];
  /** Where Twilio reports what became of it. */
  readonly reportsUrl: string;
}

/** Later than this an order has gone on, and the message says what is no longer so. */
const VALIDITY_SECONDS = 4 * 3_600;

const bodyOf = (
  { notificationId, orderId, message }: OutgoingNotification<SmsMessage>,
  to: string,
  { from, reportsUrl }: TwilioOptions,
): string =>
  new URLSearchParams({
    To: to,
    [/^MG[0-9a-f]{32}$/.test(from) ? 'MessagingServiceSid' : 'From']: from,
    Body: message.text,
    StatusCallback: `${reportsUrl}?${new URLSearchParams({ reference: referenceText({ notificationId, orderId }) })}`,
    ValidityPeriod: String(VALIDITY_SECONDS),
  }).toString();

const acceptedShape = z.object({ sid: z.string().regex(/^(?:SM|MM)/), status: z.string() });
const errorShape = z.object({ code: z.int().nonnegative() });

/**
 * Refusals by their code, most of them remembered from https://www.twilio.com/docs/api/errors (21211 and 21610 confirmed):
 * whose fault each is.
 */
const OF_THE_ADDRESS: Readonly<Record<number, string>> = {
  21211: 'AddressInvalid',
  21214: 'AddressInvalid',
  21217: 'AddressInvalid',
  21265: 'AddressInvalid',
  21610: 'OptedOut',
  21612: 'AddressUnreachable',
  21614: 'AddressInvalid',
  21635: 'AddressInvalid',
  30005: 'AddressInvalid',
  30006: 'AddressInvalid',
};
const OF_THE_MESSAGE: Readonly<Record<number, string>> = { 21602: 'MessageRefused', 21617: 'message_too_large' };
const OF_THE_MOMENT: Readonly<Record<number, string>> = {
  14107: 'RateExceeded',
  20429: 'RateExceeded',
  21611: 'QueueFull',
  30022: 'RateExceeded',
};
/** Of the account, its numbers or its permissions; whatever is in no list is taken for the sender's as well. */
const OF_THE_SENDER: Readonly<Record<number, string>> = {
  20005: 'AccountSuspended',
  21408: 'CountryNotEnabled',
  21606: 'SenderNotOurs',
  21608: 'Sandbox',
  21659: 'SenderNotOurs',
  21660: 'SenderNotOurs',
};
/** https://www.twilio.com/docs/api/errors/20003 */
const AUTHENTICATION = 20003;
const refusalOf = (reply: HttpReply, to: string): SendOutcome => {
  const code = errorShape.safeParse(reply.json).data?.code;
  if (code === undefined || reply.status < 300) return outcomeByStatus(reply);
  const moment = OF_THE_MOMENT[code];
  if (moment !== undefined) return { outcome: 'throttled', error: moment, retryAfterSeconds: retryAfterOf(reply) };
  const error = OF_THE_ADDRESS[code] ?? OF_THE_MESSAGE[code];
  if (error !== undefined) return refusedAddress(to, error, GONE_CODES[code]);
  if (code === AUTHENTICATION) return { outcome: 'blocked', error: KEY_REFUSED };
  const senders = OF_THE_SENDER[code];
  if (senders !== undefined) return { outcome: 'blocked', error: senders };
  const byStatus = outcomeByStatus(reply);
  return byStatus.outcome === 'blocked' ? { outcome: 'blocked', error: `Twilio${code}` } : byStatus;
};

/** What Twilio's reply means for a message to that number. */
export const twilioOutcome = (reply: HttpReply, to: string): SendOutcome => {
  const { data } = acceptedShape.safeParse(reply.json);
  return reply.status === 201 && data !== undefined
    ? { outcome: 'accepted', providerMessageId: data.sid }
    : refusalOf(reply, to);
};

/** Twilio knows no idempotency key: one try. */
export const twilioProvider = (options: TwilioOptions): ChannelProvider<SmsMessage> => ({
  send: async (outgoing) => {
    const { url, accountSid, callingCodes } = options;
    const [to = ''] = outgoing.addresses;
    const refusal = refusalOfNumber(to, callingCodes);
    if (refusal !== undefined) return { outcome: 'refused', error: refusal };
    return postWithKey(
      options,
      (key) => ({
        url: `${url}/2010-04-01/Accounts/${encodeURIComponent(accountSid)}/Messages.json`,
        headers: {
          authorization: `Basic ${Buffer.from(key).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: bodyOf(outgoing, to, options),
      }),
      (reply) => twilioOutcome(reply, to),
    );
  },
});
