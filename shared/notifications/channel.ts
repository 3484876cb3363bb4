/** What all channels share: how a message of one is rendered and handed to its provider. */
import type { Backoff } from '../clock/backoff.ts';
import type { ChannelDescriptor } from '../contract/channel-descriptor.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import type { Notification } from './notification.ts';
import type { TemplateTexts } from './templates/template.ts';

/** The parts of a message by their names, as its channel has them: `subject`, `html`, `text`; `title`, `body`. */
export type RenderedMessage = { readonly [part: string]: string };

export interface RenderRequest {
  readonly notification: Notification;
  /** As it is now. It gives the name and the place; what is said is what the event left behind. */
  readonly order: Order;
  /** As it is now: its face, and its place where the order names none. */
  readonly shop?: Shop | undefined;
  /** The page that the message leads to; empty where it leads nowhere. */
  readonly link: string;
  /** Stops messages of this kind by one click (RFC 8058); absent where none is offered. */
  readonly unsubscribeUrl?: string | undefined;
  /** IANA name, of the reader; absent where only the order's place is known. */
  readonly timeZone?: string | undefined;
  /** What to say in the place of the built-in texts. */
  readonly template?: TemplateTexts | undefined;
}

export interface OutgoingNotification<M extends RenderedMessage = RenderedMessage> {
  readonly notificationId: string;
  readonly orderId: string;
  /** Where the channel reaches the person. */
  readonly address: string;
  readonly message: M;
}

/** The result of a send. Failures are values, because each kind is handled differently. */
export type SendOutcome =
  | {
      readonly outcome: 'accepted';
      readonly providerMessageId: string;
      /** It has arrived as well: no receipt will follow. */
      readonly isDelivered?: true;
    }
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
export interface ChannelProvider<M extends RenderedMessage = RenderedMessage> {
  send(outgoing: OutgoingNotification<M>): Promise<SendOutcome>;
}

/** What a provider is made with. */
export interface ProviderParts {
  /** The function's environment, checked by its schema; the registry names a channel's variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly backoff: Backoff;
  /** Puts an SDK client's calls into the trace. */
  readonly traced: <C>(client: C) => C;
}

/** What a channel's `adapter.ts` exports as `adapter`: its code, which only who delivers loads. */
export interface ChannelAdapter<M extends RenderedMessage = RenderedMessage> {
  render(request: RenderRequest): M;
  provider(parts: ProviderParts): ChannelProvider<M>;
}

/** A channel that is ready to send. */
export interface NotificationChannel extends ChannelDescriptor {
  render(request: RenderRequest): RenderedMessage;
  readonly provider: ChannelProvider;
}

/** The channel of a name, present or former; `undefined` where nobody registered it. */
export type FindChannel = (name: string) => Promise<NotificationChannel | undefined>;

/** @throws Error that names the variable. */
export const variableOf = (environment: ProviderParts['environment'], name: string): string => {
  const value = environment[name];
  if (value === undefined) throw new Error(`The environment has no ${name}`);
  return value;
};

export const messageBytes = (message: RenderedMessage): number =>
  Object.values(message).reduce((sum, part) => sum + Buffer.byteLength(part), 0);

/** What of a message its channel stores. */
export const storedPartsOf = (
  message: RenderedMessage,
  { storedParts }: Pick<ChannelDescriptor, 'storedParts'>,
): RenderedMessage => Object.fromEntries(Object.entries(message).filter(([name]) => storedParts.includes(name)));
