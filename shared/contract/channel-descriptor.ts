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

/** What the stacks make for a channel's provider, and grant it. A provider of another service adds its kind here. */
export type ProviderNeeds =
  /** Amazon SES: a configuration set, and the right to send from the stage's address and no other. */
  | { readonly service: 'ses' }
  /** No service: the record of the notification is all there is to it. */
  | { readonly service: 'none' };

export interface ChannelLimits {
  /** UTF-8 bytes of all parts of a message together: a larger one fails and is not handed to the provider. */
  readonly messageBytes: number;
}

export interface ChannelDescriptor<Id extends string = string> {
  /** As in a workflow's `channels`, a notification, a response and a variable's name: `[a-z][a-z0-9_]*`. */
  readonly id: Id;
  /** What stored events and workflows may still call it. */
  readonly formerIds?: readonly string[];
  /** Where the person is reached; `undefined` where nowhere. Read when it is needed, never stored. */
  readonly addressOf: (person: Person) => string | undefined;
  /** The address as it is stored and shown: enough to recognise it by, too little to write to it. */
  readonly mask: (address: string) => string;
  /**
   * What becomes of a notification without an address: `suppress` records that somebody could not be reached; `skip`
   * plans none, where nobody expects to be reached.
   */
  readonly withoutAddress: 'suppress' | 'skip';
  /** Raised when the texts or the layout change. */
  readonly templateVersion: number;
  readonly limits: ChannelLimits;
  /** Parts of the rendered message that the record keeps. */
  readonly storedParts: readonly string[];
  /** Its records are what people read: they are listed as the person's inbox. */
  readonly isInbox: boolean;
  readonly needs: ProviderNeeds;
}
