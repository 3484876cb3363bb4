import type { CourierDesk } from './courier-desk.ts';
import type { Journeys } from './journeys.ts';
import type { SimulatedParcel, SimulatedScan } from './parcel.ts';

/** A call of a simulated API. */
export interface ApiCall {
  readonly method: string;
  /** Below the simulator's own address. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  readonly now: Date;
}

export interface ApiReply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the API of a simulated carrier works on. */
export interface ApiWorld {
  parcel(trackingNumber: string): SimulatedParcel | undefined;
  put(parcel: SimulatedParcel): void;
  /** Whether the token was given out here and is still good; absent tokens are not. */
  isToken(token: string | undefined): boolean;
  giveToken(token: string, seconds: number): void;
  /** Of a courier service. */
  readonly desk: CourierDesk;
  /** Sends a body to the webhook, proven as the carrier does. */
  push(body: object): void;
}

export type SignatureEncoding = 'base64' | 'hex';

export interface PushAttempt {
  /** The same for all attempts. */
  readonly pushId: string;
  /** Counts from one. */
  readonly attempt: number;
  readonly now: Date;
}

/** How often, and how, a webhook is sent again that was not received. */
export interface PushRetries {
  /** Before each further attempt, in units of the script's `retryMilliseconds`. */
  readonly pauses: readonly number[];
  isReceived(status: number): boolean;
  /** The body of an attempt; absent, the same for all. */
  bodyOf?(body: object, attempt: PushAttempt): object;
}

/** One carrier's words. */
export interface CarrierWire {
  readonly id: string;
  readonly journeys: Journeys;
  /** The form of its own codes, where a script may name an event by one. */
  readonly ownCodes?: RegExp;
  /** Calls of it do not count against the limit of a script. */
  readonly tokenPath?: string;
  /** A number of the carrier's form, made of a serial. */
  numberOf(serial: string): string;
  /** The headers that prove a webhook; its signature may come in another encoding than is usual. */
  proofOf(body: string, secret: string, encoding?: SignatureEncoding): Readonly<Record<string, string>>;
  /** The webhook of one scan; `undefined` where the carrier pushes nothing of it. */
  push(parcel: SimulatedParcel, scan: SimulatedScan): object | undefined;
  /** Where the courier is, where that is pushed. */
  position?(parcel: SimulatedParcel, at: Date): object | undefined;
  /** Absent: three attempts, until the response is one below 500. */
  readonly retries?: PushRetries;
  /** `undefined`: no such path. */
  api(call: ApiCall, world: ApiWorld): ApiReply | undefined;
  /** What else the simulator shows of itself. */
  status?(): Readonly<Record<string, unknown>>;
  /** The error with which the carrier refuses: too many calls, an outage, a token that is not good. */
  refusal(status: 401 | 429 | 503): ApiReply;
}

export const bearer = ({ headers }: Pick<ApiCall, 'headers'>): string | undefined =>
  /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];

export const jsonOf = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Refused by whoever reads it, as the carrier does.
    return undefined;
  }
};
