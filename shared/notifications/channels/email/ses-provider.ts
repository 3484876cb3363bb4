import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Backoff } from '../../../clock/backoff.ts';
import { asciiMailbox } from '../../../contract/mailbox.ts';
import { LEAN_SETTINGS, leanClient } from '../../../lean-client.ts';
import type { ChannelProvider, OutgoingNotification } from '../../channel.ts';
import { nameTags } from '../../receipts/name-tags.ts';
import type { EmailMessage } from './render.ts';
import { outcomeOfFailure, type SdkFailure } from './ses-failures.ts';

export interface SesOptions {
  /** `Wismo <orders@example.com>`: a verified identity. */
  readonly from: string;
  readonly configurationSet: string;
  readonly backoff: Backoff;
}

const MAX_TRIES = 3;

const command = (
  { notificationId, orderId, addresses, message, headers = {} }: OutgoingNotification<EmailMessage>,
  options: SesOptions,
): SendEmailCommand =>
  new SendEmailCommand({
    FromEmailAddress: options.from,
    Destination: { ToAddresses: addresses.map(asciiMailbox) },
    ConfigurationSetName: options.configurationSet,
    EmailTags: Object.entries(nameTags({ notificationId, orderId })).map(([Name, Value]) => ({ Name, Value })),
    Content: {
      Simple: {
        Subject: { Data: message.subject, Charset: 'UTF-8' },
        Body: {
          Html: { Data: message.html, Charset: 'UTF-8' },
          Text: { Data: message.text, Charset: 'UTF-8' },
        },
        ...(Object.keys(headers).length > 0 && {
          Headers: Object.entries(headers).map(([Name, Value]) => ({ Name, Value })),
        }),
      },
    },
  });

/** One try: SES knows no idempotency key, and the SDK would send a mail again whose response was lost. */
export const sesClient = (): SESv2Client =>
  leanClient(
    new SESv2Client({
      ...LEAN_SETTINGS,
      maxAttempts: 1,
      // Three tries and their record are done before the function's own time and the claim's are over.
      requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
    }),
  );

/** A moment's throttle is over in a moment; the day's quota is not. */
const MAX_PAUSE_SECONDS = 10;

/**
 * Mail by Amazon SES. SES takes no idempotency key, so the client must be made with `maxAttempts: 1`: the SDK would send
 * again after a lost response. Here only what SES certainly did not take is tried again.
 */
export const sesProvider = (client: SESv2Client, options: SesOptions): ChannelProvider<EmailMessage> => ({
  send: async (outgoing) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const { MessageId } = await client.send(command(outgoing, options));
        return MessageId === undefined
          ? { outcome: 'unknown', error: 'NoMessageId' }
          : { outcome: 'accepted', providerMessageId: MessageId };
      } catch (error) {
        const outcome = outcomeOfFailure(error as SdkFailure, options.from);
        const isWorthAnother =
          outcome.outcome === 'unavailable' ||
          (outcome.outcome === 'throttled' && outcome.retryAfterSeconds <= MAX_PAUSE_SECONDS);
        if (!isWorthAnother || attempt === MAX_TRIES) return outcome;
        await options.backoff.pause(attempt);
      }
    }
  },
});
