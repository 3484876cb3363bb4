import type { Instant } from '../calendar/instant.ts';
import type { Clock, IdSource } from '../clock/clock.ts';
import type { CarrierUpdate } from './carrier.ts';
import type { HttpCall } from './http-call.ts';

/** What a refusal means, where the carrier's own code says it. */
export type RefusalMeaning =
  /** Nobody goes to one of the addresses, or nobody is free to. */
  | 'undeliverable'
  | 'quote_expired'
  | 'quote_used'
  /** It was made before. */
  | 'duplicate'
  | 'not_cancelable'
  /** Our account there is in arrears, blocked, or without means of payment. */
  | 'account';

/** What became of a call of a carrier's API. Everything that a carrier may reply is a value; nothing is thrown. */
export type CallOutcome<T> =
  | { readonly kind: 'ok'; readonly value: T }
  /** The carrier does not know the number or the delivery. */
  | { readonly kind: 'notFound'; readonly code: string }
  | { readonly kind: 'throttled'; readonly retryAfterSeconds: number }
  /** The credentials are wrong or gone: asking again does not help. */
  | { readonly kind: 'unauthorized' }
  /** No reply, or one that says the carrier cannot now: asking again later may help. */
  | { readonly kind: 'unavailable'; readonly code: string }
  /** A reply that is not of the carrier's form. */
  | { readonly kind: 'malformed'; readonly code: string }
  /** The carrier understood, and does not do it: an address that nobody goes to, a delivery that is under way. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly meaning?: RefusalMeaning;
    };

/** What a carrier replied of one parcel. */
export interface ParcelReply {
  /** As the carrier sent it, for the record. */
  readonly text: string;
  readonly update: Extract<CarrierUpdate, { ok: true }>;
}

export interface TrackReply extends ParcelReply {
  /** The reply by parcel, where several were asked for in one call. A number that the carrier does not know has none. */
  readonly parts?: readonly ParcelReply[];
}

/** Where a carrier is to push to, and how it proves itself there. */
export interface Hook {
  readonly url: string;
  readonly secret: string;
}

export interface Subscription {
  readonly accepted: readonly string[];
  readonly refused: readonly string[];
  /** When it ends by itself; absent where it does not. */
  readonly endsAt?: Instant;
}

/** One end of a delivery. */
export interface Stop {
  readonly name: string;
  readonly phone: string;
  readonly street: string;
  readonly city: string;
  readonly region?: string;
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly instructions?: string;
}

export interface DeliveryRequest {
  readonly orderId: string;
  readonly pickup: Stop;
  readonly dropoff: Stop;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  /** In the smallest unit of the currency. */
  readonly valueInMinorUnits: number;
  /** The id of this attempt, by which the provider knows a repetition: the order's, or that with a number behind it. */
  readonly reference: string;
  /** Of a quote that is still good. */
  readonly quoteId?: string;
}

export interface DeliveryQuote {
  readonly quoteId: string;
  readonly feeInMinorUnits: number;
  readonly currency: string;
  readonly pickupAt?: Instant;
  readonly dropoffAt?: Instant;
  readonly expiresAt?: Instant;
}

export interface CreatedDelivery {
  /** The provider's own id. */
  readonly deliveryId: string;
  readonly trackingUrl?: string;
  readonly update: Extract<CarrierUpdate, { ok: true }>;
}

/** The API of one carrier: what `shared/carriers/<id>/client.ts` makes. */
export interface CarrierClient {
  /** At most as many numbers as the carrier's descriptor says. */
  track(numbers: readonly string[]): Promise<CallOutcome<TrackReply>>;
  /** Asks for pushes of these parcels. */
  subscribe?(numbers: readonly string[], hook: Hook): Promise<CallOutcome<Subscription>>;
  quote?(request: DeliveryRequest): Promise<CallOutcome<DeliveryQuote>>;
  /** The same request again, by its reference, makes no second delivery. */
  createDelivery?(request: DeliveryRequest): Promise<CallOutcome<CreatedDelivery>>;
  /**
   * What became of a creation of which the outcome is not known. Absent where the provider does not find deliveries by
   * reference: there the same request is made once more.
   */
  findDelivery?(reference: string): Promise<CallOutcome<CreatedDelivery>>;
  cancelDelivery?(deliveryId: string): Promise<CallOutcome<CreatedDelivery>>;
}

/** What a client works with. */
export interface ClientContext {
  /** The addresses of the descriptor's `api`, as this stage has them. */
  readonly urls: Readonly<Record<string, string>>;
  /** The parts of the carrier's credentials, as the descriptor names them. */
  credentials(): Promise<Readonly<Record<string, string>>>;
  readonly http: HttpCall;
  readonly clock: Clock;
  readonly ids: IdSource;
}

export type MakeCarrierClient = (context: ClientContext) => CarrierClient;
