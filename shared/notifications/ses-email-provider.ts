import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Backoff } from '../clock/backoff.ts';
import { asciiMailbox } from '../contract/mailbox.ts';
import type { ChannelProvider, OutgoingNotification, SendOutcome } from './channel-provider.ts';

export interface SesEmailOptions {
  /** `Wismo <orders@example.com>`: a verified identity. */
  readonly from: string;
  readonly configurationSet: string;
  readonly backoff: Backoff;
}

/** SES said that it cannot take the message now: it has not. */
const NOT_NOW: ReadonlySet<string> = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'LimitExceededException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'InternalServiceErrorException',
  'InternalFailure',
]);
/** Nobody was reached: the request never left. */
const NEVER_ARRIVED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** The account, the sender or the rights are wrong: a person must act, and the queue keeps the message till then. */
const FOR_A_PERSON: ReadonlySet<string> = new Set([
  'AccountSuspendedException',
  'SendingPausedException',
  'MailFromDomainNotVerifiedException',
  'NotFoundException',
  'AccessDeniedException',
]);

const MAX_TRIES = 3;

/** A tag's value takes few characters; an order's id may be the caller's own. */
const tagValue = (text: string): string => text.replace(/[^A-Za-z0-9_.@-]/g, '-').slice(0, 256);

const command = (message: OutgoingNotification, options: SesEmailOptions): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: options.from,
    Destination: { ToAddresses: [asciiMailbox(message.recipient)] },
    ConfigurationSetName: options.configurationSet,
    EmailTags: [
      { Name: 'notificationId', Value: tagValue(message.notificationId) },
      { Name: 'orderId', Value: tagValue(message.orderId) },
    ],
    Content: {
      Simple: {
        Subject: { Data: message.subject, Charset: 'UTF-8' },
        Body: {
          Html: { Data: message.html, Charset: 'UTF-8' },
          Text: { Data: message.text, Charset: 'UTF-8' },
        },
      },
    },
  });

interface SdkFailure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Errors are told by their names only: their texts quote addresses. */
export const outcomeOfFailure = (failure: SdkFailure): SendOutcome => {
  const error = failure.name ?? 'Error';
  const status = failure.$metadata?.httpStatusCode;
  if (NOT_NOW.has(error) || FOR_A_PERSON.has(error) || NEVER_ARRIVED.has(failure.code ?? '')) {
    return { outcome: 'unavailable', error };
  }
  if (status === undefined) return { outcome: 'unknown', error };
  if (status >= 500 || status === 429 || status === 403) return { outcome: 'unavailable', error };
  return status >= 400 ? { outcome: 'refused', error } : { outcome: 'unknown', error };
};

/**
 * Mail by Amazon SES. SES takes no idempotency key, so the client must be made with `maxAttempts: 1`: the SDK would send
 * again after a lost answer. Here only what SES certainly did not take is tried again.
 */
export const sesEmailProvider = (client: SESv2Client, options: SesEmailOptions): ChannelProvider => ({
  channel: 'email',
  send: async (message) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { MessageId } = await client.send(command(message, options));
        return MessageId === undefined
          ? { outcome: 'unknown', error: 'NoMessageId' }
          : { outcome: 'accepted', providerMessageId: MessageId };
      } catch (error) {
        const outcome = outcomeOfFailure(error as SdkFailure);
        if (outcome.outcome !== 'unavailable' || attempt === MAX_TRIES) return outcome;
        await options.backoff.pause(attempt);
      }
    }
  },
});
