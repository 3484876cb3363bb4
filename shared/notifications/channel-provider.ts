import type { Channel } from '../workflows/workflow.ts';
import type { RenderedMessage } from './render.ts';

export interface OutgoingNotification extends RenderedMessage {
  readonly notificationId: string;
  readonly orderId: string;
  readonly recipient: string;
}

/** What a provider made of a message. Failures are values: each kind has its own sequel. */
export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly providerMessageId: string }
  /** Never will: the address or the message is wrong. */
  | { readonly outcome: 'refused'; readonly error: string }
  /** Not accepted, and none will be until a person has mended the account, the sender or the key. */
  | { readonly outcome: 'blocked'; readonly error: string }
  /** Not accepted: there is no room for it now. Says nothing against the message. */
  | { readonly outcome: 'throttled'; readonly error: string; readonly retryAfterSeconds: number }
  /** Certainly not accepted; worth trying again. */
  | { readonly outcome: 'unavailable'; readonly error: string }
  /** The response was lost: it may have been accepted. */
  | { readonly outcome: 'unknown'; readonly error: string };

/** Who carries messages of a channel. */
export interface ChannelProvider {
  readonly channel: Channel;
  send(message: OutgoingNotification): Promise<SendOutcome>;
}
