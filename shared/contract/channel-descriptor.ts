/** What one channel's `descriptor.ts` holds. Data and pure functions only: the stacks read it as well as the functions. */

/** As whom somebody is notified: the buyer, the shop, the driver of this order, or those who run the service. */
export const AUDIENCES = ['customer', 'seller', 'driver', 'support'] as const;
export type NotificationAudience = (typeof AUDIENCES)[number];

export const DEVICE_PLATFORMS = ['ios', 'android', 'web'] as const;

/** Where an application shows messages. */
export interface Device {
  /** As its push service gave it; of platform `web`, the JSON of the browser's `PushSubscription`. */
  readonly token: string;
  readonly platform: (typeof DEVICE_PLATFORMS)[number];
}

/** Somebody whom a notification is for, as far as the order and their own settings know them. */
export interface Person {
  readonly audience: NotificationAudience;
  /** `sub` of their tokens. Absent for guests, and for shops. */
  readonly userId?: string;
  /** The shop, where it is notified itself. */
  readonly shopId?: string;
  readonly email?: string;
  /** E.164. */
  readonly phone?: string;
  /** E.164, of somebody who has agreed to be written to there. */
  readonly whatsapp?: string;
  readonly devices?: readonly Device[];
}

/** Somebody else's service that is called over HTTP. */
export interface HttpNeeds {
  readonly service: 'http';
  /** Where it is called, each without a slash at the end, by a name in lower case; the local cloud puts its own there. */
  readonly urls: Readonly<Record<string, string>>;
  /** What its secret (`notifications/<provider>`) holds, for whoever puts it in, and how one is written. */
  readonly secret: { readonly holds: string; readonly format: SecretForm };
  /** Each message says where its reports go: it is given that address of the stage, as the setting `reports_url`. */
  readonly reports?: true;
}

/**
 * How a secret is written: a key, `user:password`, a JSON object of named parts, or a form of its own that is put in by
 * hand.
 */
export type SecretForm =
  | 'text'
  | 'basic'
  | 'json'
  | 'service-account'
  | 'vapid'
  | 'ecdsa-public-key'
  | 'standard-webhooks';

/** How a provider reports over a webhook of ours what became of messages: `receipts.ts` in its folder reads it. */
export interface ReportsByWebhook {
  /** By what its reports are proved to be its own; absent, by the secret that it is called with. */
  readonly secret?: {
    /** `notifications/<provider>_webhook` unless it has another name. */
    readonly name?: string;
    /** For whoever puts it in. */
    readonly holds: string;
    readonly format: SecretForm;
  };
  /** What the path of the webhook may name it besides its id. */
  readonly aliases?: readonly string[];
}

/** What the stacks make for a provider, and grant it. A provider of another service adds its kind here. */
export type ProviderNeeds =
  /** Amazon SES: a configuration set, and the right to send from the stage's address and no other. */
  | { readonly service: 'ses' }
  | HttpNeeds
  /**
   * Amazon SNS: the right to publish to telephones, and to no topic; or to the devices of the platform applications whose
   * ARNs are the settings of the provider.
   */
  | { readonly service: 'sns'; readonly publishesTo: 'telephones' | 'applications' }
  /** No service: the record of the notification is all there is to it. */
  | { readonly service: 'none' };

/** One of those who can carry a channel's messages. */
export interface ProviderDescriptor<Id extends string = string> {
  /** As in a stage's settings, an attempt, a secret and a variable's name: `[a-z][a-z0-9_]*`. */
  readonly id: Id;
  /** As its makers write it. */
  readonly name: string;
  readonly needs: ProviderNeeds;
  /** The same message under the same id is sent once, however often it is handed over. */
  readonly hasIdempotencyKey: boolean;
  /** Messages that a new account may hand over per second; a stage says where its own may more, or less. */
  readonly ratePerSecond: number;
  /** Names of what a stage has to set for it besides its secret, in lower case. */
  readonly settings?: readonly string[];
  /** The one of its settings that a page needs, and anybody may know, to have a browser subscribe to it. */
  readonly subscriptionKey?: string;
  /** Absent where it reports over no webhook. */
  readonly reportsByWebhook?: ReportsByWebhook;
  /** What it reports stands in log groups of the account, and names a message by the provider's own id. */
  readonly reportsByLog?: true;
  /** Whether it can reach the address; absent, it reaches all of the channel. */
  readonly reaches?: (address: string) => boolean;
}

/** What a built-in template is made of. */
export interface TemplateMatter {
  /** The type of notification, or what is special about it. */
  readonly type: string;
  /** What the language says of it. */
  readonly texts: { readonly subject: string; readonly headline: string; readonly body: string };
  readonly labels: {
    /** With `{{ customerName }}`. */
    readonly greeting: string;
    readonly greetingWithoutName: string;
    /** Of what leads to the order, or a shop to its own pages. */
    readonly button: string;
    readonly review: string;
    /** In general, that there is a message about the order. */
    readonly about: string;
    readonly closing: string;
  };
  /** A person wrote it: `{{ message }}` comes before what there is to say in general. */
  readonly isWritten: boolean;
}

/** How the templates of a channel are written. */
export interface ChannelTemplate {
  /** `html`: a part of a page, in the layout of the channel. */
  readonly form: 'text' | 'html';
  /** A subject or a title stands beside the content. */
  readonly hasSubject: boolean;
  /** Values in their places and nothing else, neither conditions nor loops, and the name under which it was approved. */
  readonly isApproved?: true;
  /** What is said where nobody has written a template. */
  readonly builtIn: (matter: TemplateMatter) => {
    readonly subject?: string;
    readonly content: string;
    readonly approvedName?: string;
  };
}

export interface ChannelLimits {
  /** UTF-8 bytes of all parts of a message together: a larger one fails and is not handed to the provider. */
  readonly messageBytes: number;
}

export interface ChannelDescriptor<Id extends string = string> {
  /** As in a workflow's `channels`, a notification, a response and a variable's name: `[a-z][a-z0-9_]*`. */
  readonly id: Id;
  /** What stored events and workflows may still call it. */
  readonly formerIds?: readonly string[];
  /** Where the person is reached, all at once; none where nowhere. Read when it is needed, never stored. */
  readonly addressesOf: (person: Person) => readonly string[];
  /** Its addresses are the order's and the shop's own, whatever people set in their preferences. */
  readonly isAddressedByOrder?: true;
  /** The address as it is stored and shown: enough to recognise it by, too little to write to it. */
  readonly mask: (address: string) => string;
  /**
   * What becomes of a notification without an address: `suppress` records that somebody could not be reached; `skip`
   * plans none, where nobody expects to be reached.
   */
  readonly withoutAddress: 'suppress' | 'skip';
  /** Raised when the built-in texts or the layout change: a test holds the digest of each beside it. */
  readonly templateVersion: number;
  readonly limits: ChannelLimits;
  /** How its templates are written; a title and one line unless said. */
  readonly template?: ChannelTemplate;
  /** Parts of the rendered message that are stored. */
  readonly storedParts: readonly string[];
  /** Types of notifications that people get over it unless they choose otherwise; absent, all. */
  readonly defaultTypes?: { readonly only: readonly string[] } | { readonly except: readonly string[] };
  /** It rings: it waits out the quiet hours that everybody has by default, and one order may not ring at will. */
  readonly interrupts?: true;
  /** Nothing is sent while the person looks at a client of theirs, which shows what has happened by itself. */
  readonly yieldsToFocus?: true;
  /** Low-priority messages to one person within this time go as one; absent, each goes for itself. */
  readonly digestMinutes?: number;
  /**
   * The message of a text that proves who holds a telephone; absent where no telephone is proved by the channel. One that
   * has it has a `codes.ts` beside its adapter, with its providers.
   */
  readonly codeMessage?: (text: string) => Readonly<Record<string, string>>;
  /** Its records are what people read: they are listed as the person's inbox. */
  readonly isInbox: boolean;
  /** Its messages are pages: that one was opened, or its link followed, is counted by links of ours. */
  readonly countsLinks?: true;
  /** Who can carry its messages: the first, and who stands in for it. The stage says which are there. */
  readonly providers: readonly ProviderDescriptor[];
}
