/** What all channels share: how a message of one is rendered and handed to its provider. */
import type { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { ChannelDescriptor, ProviderDescriptor } from '../contract/channel-descriptor.ts';
import type { Order } from '../orders/model/order.ts';
import type { Shop } from '../shops/shop.ts';
import type { Priority } from '../workflows/workflow.ts';
import type { DisablingReason } from './contacts/contact-store.ts';
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
  /** Where the service is found: a message's own pictures are there. Absent where it shows none. */
  readonly publicUrl?: string | undefined;
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
  /** Where the channel reaches the person, all at once: one or more. */
  readonly addresses: readonly string[];
  /** How soon it matters; absent, as usual. */
  readonly priority?: Priority;
  readonly message: M;
  /** Of a mail, besides those that every mail has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An address at which nobody can be reached again, and why, as the provider's code says. */
export interface GoneContact {
  readonly address: string;
  readonly reason: Extract<DisablingReason, 'unregistered' | 'opted_out'>;
}

/** The result of a send. Failures are values, because each kind is handled differently. */
export type SendOutcome =
  | {
      readonly outcome: 'accepted';
      readonly providerMessageId: string;
      /** It has arrived as well: no receipt will follow. */
      readonly isDelivered?: true;
      /** Of the addresses: those at which nobody can be reached again. */
      readonly goneContacts?: readonly GoneContact[];
    }
  /** Never will: the address or the message is wrong. */
  | { readonly outcome: 'refused'; readonly error: string; readonly goneContacts?: readonly GoneContact[] }
  /** Not accepted, and none will be until a person has mended the account, the sender or the key. */
  | { readonly outcome: 'blocked'; readonly error: string }
  /** Not accepted: there is no room for it now. Says nothing against the message. */
  | { readonly outcome: 'throttled'; readonly error: string; readonly retryAfterSeconds: number }
  /** Certainly not accepted; worth trying again. */
  | { readonly outcome: 'unavailable'; readonly error: string }
  /** The response was lost: it may have been accepted. */
  | { readonly outcome: 'unknown'; readonly error: string };

/** The address is at fault; with a reason, nobody can be reached there again. */
export const refusedAddress = (address: string, error: string, reason?: GoneContact['reason']): SendOutcome => ({
  outcome: 'refused',
  error,
  ...(reason && { goneContacts: [{ address, reason }] }),
});

/** Who carries messages of a channel. */
export interface ChannelProvider<M extends RenderedMessage = RenderedMessage> {
  /** Reached at one of the addresses, a person is reached. */
  send(outgoing: OutgoingNotification<M>): Promise<SendOutcome>;
}

/** The stage's secrets. */
export interface SecretSource {
  /** Runs `check` with those that hold now, and once more with what was fetched anew; `false` where none fits. */
  accepts(secretId: string, check: (secret: string) => boolean | Promise<boolean>): Promise<boolean>;
}

/** What a provider is made with. */
export interface ProviderParts {
  /** The function's environment, checked by its schema; the registry names a provider's variables. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly backoff: Backoff;
  readonly clock: Clock;
  readonly secrets: SecretSource;
  /** Puts an SDK client's calls into the trace. */
  readonly traced: <C>(client: C) => C;
}

/** Loads and makes a provider: its code is not run before its first message. */
export type OpenProvider<M extends RenderedMessage = RenderedMessage> = (
  parts: ProviderParts,
) => ChannelProvider<M> | Promise<ChannelProvider<M>>;

/** What a channel's `adapter.ts` exports as `adapter`: its code, which only who delivers loads. */
export interface ChannelAdapter<M extends RenderedMessage = RenderedMessage> {
  render(request: RenderRequest): M;
  /** One for each provider of the descriptor, under its id. */
  readonly providers: Readonly<Record<string, OpenProvider<M>>>;
}

/** The `codes.ts` of a channel that codes are sent by (`codeMessage`): nothing of it renders. */
export type CodeSender<M extends RenderedMessage = RenderedMessage> = Pick<ChannelAdapter<M>, 'providers'>;

/** A provider of the stage, ready to send. */
export interface ReadyProvider
  extends ChannelProvider,
    Pick<ProviderDescriptor, 'id' | 'hasIdempotencyKey' | 'ratePerSecond' | 'reportsByLog'> {
  reaches(address: string): boolean;
}

/** A channel that is ready to send. */
export interface NotificationChannel extends Omit<ChannelDescriptor, 'providers'> {
  render(request: RenderRequest): RenderedMessage;
  /** Those that the stage has, the preferred first: none where the stage has none of them. */
  readonly providers: readonly ReadyProvider[];
}

/** Addresses, and who can reach all of them, the preferred first. */
export interface ProviderRoute {
  readonly addresses: readonly string[];
  readonly providers: readonly [preferred: ReadyProvider, ...standIns: ReadyProvider[]];
}

/** Who carries what to which of a person's addresses. What no provider of the stage reaches is in no route. */
export const routesTo = (
  addresses: readonly string[],
  { providers }: Pick<NotificationChannel, 'providers'>,
): readonly ProviderRoute[] => {
  const reaching = addresses.map((address) => ({ address, able: providers.filter(({ reaches }) => reaches(address)) }));
  const groups = Map.groupBy(reaching, ({ able }) => able.map(({ id }) => id).join());
  return [...groups.values()].flatMap((group) => {
    const [preferred, ...standIns] = group[0]?.able ?? [];
    return preferred === undefined
      ? []
      : [{ addresses: group.map(({ address }) => address), providers: [preferred, ...standIns] }];
  });
};

/** The first of these is what became of a message that went several ways. */
const PRECEDENCE: readonly SendOutcome['outcome'][] = [
  'accepted',
  'unknown',
  'throttled',
  'unavailable',
  'blocked',
  'refused',
];

/**
 * What became of a message to one person that was handed over for each of their addresses: reached once is reached, and
 * what may have been accepted is not sent again before it is clear.
 *
 * @param outcomes One at least
 */
export const combinedOutcome = (outcomes: readonly SendOutcome[]): SendOutcome => {
  const [first = { outcome: 'refused', error: 'no_address' }] = PRECEDENCE.flatMap((outcome) =>
    outcomes.filter((one) => one.outcome === outcome).slice(0, 1),
  );
  const goneContacts = outcomes.flatMap((one) => ('goneContacts' in one ? (one.goneContacts ?? []) : []));
  const isCarrier = first.outcome === 'accepted' || first.outcome === 'refused';
  return isCarrier && goneContacts.length > 0 ? { ...first, goneContacts } : first;
};

/** The channel of a name, present or former; `undefined` where nobody registered it. */
export type FindChannel = (name: string) => Promise<NotificationChannel | undefined>;

/** The providers of the channel that codes are sent by. */
export type FindCodeSender = (name: string) => Promise<Pick<NotificationChannel, 'providers'>>;

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

const PREVIEW_CHARACTERS = 160;

/** How the text of a message begins, for whoever looks into the log; nothing where it has none. */
export const previewOf = ({ text, body }: RenderedMessage): string =>
  (text ?? body ?? '').replace(/\s+/g, ' ').trim().slice(0, PREVIEW_CHARACTERS);
