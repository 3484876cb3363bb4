import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Backoff } from '../clock/backoff.ts';
import { asciiMailbox } from '../contract/mailbox.ts';
import type { ChannelProvider, OutgoingNotification } from './channel-provider.ts';
import { outcomeOfFailure, type SdkFailure } from './ses-failures.ts';

export interface SesEmailOptions {
  /** `Wismo <orders@example.com>`: a verified identity. */
  readonly from: string;
  readonly configurationSet: string;
  readonly backoff: Backoff;
}

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

/** `Name <a@b>` or `a@b`. */
const addressIn = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

/** A moment's throttle is over in a moment; the day's quota is not. */
const MAX_PAUSE_SECONDS = 10;

/**
 * Mail by Amazon SES. SES takes no idempotency key, so the client must be made with `maxAttempts: 1`: the SDK would send
 * again after a lost response. Here only what SES certainly did not take is tried again.
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
        const outcome = outcomeOfFailure(error as SdkFailure, addressIn(options.from));
        const isWorthAnother =
          outcome.outcome === 'unavailable' ||
          (outcome.outcome === 'throttled' && outcome.retryAfterSeconds <= MAX_PAUSE_SECONDS);
        if (!isWorthAnother || attempt === MAX_TRIES) return outcome;
        await options.backoff.pause(attempt);
      }
    }
  },
});
