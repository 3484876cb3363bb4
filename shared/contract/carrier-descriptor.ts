/** What one carrier's `descriptor.ts` holds. Data and pure functions only: the stacks read it as well as the functions. */
import type { Locale } from './locale.ts';

/** One form of a carrier's tracking numbers, written without separators and in capitals. */
export interface NumberFormat {
  /** Unique within the carrier: `express`, `s10`, … */
  readonly format: string;
  readonly pattern: RegExp;
  /** Whether the check digit is right. Absent where the carrier has none, or none is known. */
  readonly fits?: (number: string) => boolean;
  /** Letters or a prefix that hardly anybody else uses. */
  readonly isDistinctive: boolean;
}

/** The carrier's public page of a parcel: `{number}` in the address stands for the tracking number. */
export interface TrackingPage {
  readonly url: string;
  /** What `{site}` in the address stands for, where the carrier has a page by country or language. */
  readonly sites?: Readonly<Record<Locale, string>>;
}

/** How a carrier proves that a webhook comes from it. Header names are in lower case; any one of them will do. */
export type SignatureScheme =
  /** HMAC-SHA256 of the raw body under the secret. */
  | {
      readonly kind: 'hmac_sha256';
      readonly headers: readonly string[];
      readonly encodings: readonly ('base64' | 'hex')[];
    }
  /**
   * `t=<seconds>,v1=<hex>`: HMAC-SHA256 of the seconds, a dot and the raw body. Who sends names itself in the source
   * header, and signs with a key of its own, which is made of the secret and its name.
   */
  | {
      readonly kind: 'source_hmac';
      readonly headers: readonly string[];
      readonly sourceHeader: string;
      readonly toleranceSeconds: number;
    }
  /** The secret itself, as a header's value. */
  | { readonly kind: 'shared_value'; readonly headers: readonly string[] }
  /** `Authorization: Basic …`; the secret is `user:password`. */
  | { readonly kind: 'basic' };

export interface CarrierWebhook {
  readonly scheme: SignatureScheme;
  /** What `current` of the carrier's secret is, for whoever puts it in. */
  readonly secret: string;
  /**
   * The carrier asks for a confirmation before it sends anything: a call of its API with the key of its account in this
   * header. Needs `api` with one credential, and `handshake` in the adapter.
   */
  readonly handshake?: { readonly keyHeader: string };
  /** CIDR ranges that the carrier publishes. A stage looks at addresses only where its settings list some. */
  readonly publishedRanges?: readonly string[];
}

/** What the carrier's tracking API allows. */
export interface PollLimits {
  readonly numbersPerCall: number;
  /** All of them hold. Empty where the carrier publishes none. */
  readonly quotas: readonly { readonly calls: number; readonly seconds: number }[];
}

/** Pushes are asked for parcel by parcel. */
export interface SubscriptionLimits {
  readonly numbersPerCall: number;
}

/** The carrier's API, which `client.ts` beside the descriptor calls. */
export interface CarrierApi {
  /** Origins by the names that the client knows them by, in production. */
  readonly urls: Readonly<Record<string, string>>;
  /** The parts of the credentials, by name: `current` of the secret is a JSON object of them. */
  readonly credentials: readonly string[];
}

/**
 * What Wismo does with a carrier. Each needs code: `webhook` an `adapter.ts` beside the descriptor; the others a
 * `client.ts`, which tracks parcels, subscribes to pushes of them, or quotes, makes and cancels deliveries.
 */
export type CarrierCapability = 'webhook' | 'track' | 'subscribe' | 'deliver';

export interface CarrierDescriptor<Id extends string = string> {
  /** As in `/api/webhooks/carriers/{carrier}`, in a shipment, a secret's name and a metric's dimension: `[a-z][a-z0-9_]*`. */
  readonly id: Id;
  /** As people know it. */
  readonly name: string;
  /** Between equals the earlier one is offered first. Empty where nobody types the numbers. */
  readonly numberFormats: readonly NumberFormat[];
  /** Two numbers that its checks accept, for the examples of the API's documentation. */
  readonly exampleNumbers?: readonly [shipped: string, corrected: string];
  /** Absent where the carrier sends an address with each delivery. */
  readonly trackingPage?: TrackingPage;
  /** Absent where the carrier sends nothing. */
  readonly webhook?: CarrierWebhook;
  /** Absent where parcels are not asked for one by one. */
  readonly poll?: PollLimits;
  /** Absent where pushes are not subscribed to by its API. */
  readonly subscription?: SubscriptionLimits;
  /** Absent where nothing is asked of the carrier. */
  readonly api?: CarrierApi;
  readonly capabilities: readonly CarrierCapability[];
}
