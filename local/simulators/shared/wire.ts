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
  /** Sends a body to the webhook, proven as the carrier does. */
  push(body: unknown): void;
}

/** One carrier's words. */
export interface CarrierWire {
  readonly id: string;
  readonly journeys: Journeys;
  /** A number of the carrier's form, made of a serial. */
  numberOf(serial: string): string;
  /** The headers that prove a webhook. */
  proofOf(body: string, secret: string): Readonly<Record<string, string>>;
  /** The webhook of one scan; `undefined` where the carrier pushes nothing of it. */
  push(parcel: SimulatedParcel, scan: SimulatedScan): unknown;
  /** Where the courier is, where that is pushed. */
  position?(parcel: SimulatedParcel, at: Date): unknown;
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
