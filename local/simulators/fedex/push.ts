import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { completeTrackResult, type FedexParcel } from './wire.ts';

/** Where and how webhooks go out. */
export interface PushTarget {
  readonly url: string;
  /** The webhook's security token. */
  readonly secret: string;
  readonly now: () => Date;
}

export interface PushOptions {
  /** Signed with another token. */
  readonly badSignature?: boolean | undefined;
  readonly encoding?: 'base64' | 'hex' | undefined;
  /** The very same bytes so many times more. */
  readonly repeat?: number | undefined;
  /** After a refusal; FedEx's is one minute. */
  readonly retryMilliseconds?: number | undefined;
}

export interface PushReport {
  readonly trackingNumber: string;
  readonly eventTypes: readonly string[];
  /** Of the last response; 0 when there was none. */
  readonly status: number;
  readonly attempts: number;
  readonly outcome?: unknown;
}

/** FedEx tries again after one, two and four minutes, and then gives the event up. */
const RETRY_STEPS = [1, 2, 4] as const;
const DEFAULT_RETRY_MILLISECONDS = 250;
const WRONG_TOKEN = 'NotTheTokenThatWasAgreed0000';

const bodyOf = (parcel: FedexParcel, transactionId: string, attempt: number, now: Date): string =>
  JSON.stringify({
    transactionId,
    customerTransactionId: '',
    outputMetaData: [{ timestamp: now.toISOString(), attempt: String(attempt) }],
    output: { completeTrackResults: [completeTrackResult(parcel)] },
  });

interface SimulatorResponse {
  readonly status: number;
  readonly outcome?: unknown;
}

const post = async ({ url, secret }: PushTarget, body: string, options: PushOptions): Promise<SimulatorResponse> => {
  const token = options.badSignature === true ? WRONG_TOKEN : secret;
  const signature = createHmac('sha256', token)
    .update(body)
    .digest(options.encoding ?? 'base64');
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'fdx-signature': signature },
      body,
    });
    const result: unknown = await response.json().catch(() => ({}));
    const outcome = typeof result === 'object' && result !== null && 'outcome' in result ? result.outcome : undefined;
    return { status: response.status, ...(outcome !== undefined && { outcome }) };
  } catch (error) {
    // Nobody listens, or the connection broke: an attempt that failed like any other.
    return { status: 0, outcome: error instanceof Error ? error.message : String(error) };
  }
};

/** FedEx takes 200 and 202 for "received", and nothing else. */
const isReceived = ({ status }: SimulatorResponse): boolean => status === 200 || status === 202;

/** Sends a parcel's tracking update, and again when it is not received, with a body that counts the attempts. */
export const push = async (target: PushTarget, parcel: FedexParcel, options: PushOptions = {}): Promise<PushReport> => {
  const transactionId = randomUUID();
  const step = options.retryMilliseconds ?? DEFAULT_RETRY_MILLISECONDS;
  let body = bodyOf(parcel, transactionId, 1, target.now());
  let result = await post(target, body, options);
  let attempts = 1;
  for (const minutes of RETRY_STEPS) {
    if (isReceived(result)) break;
    await pause(minutes * step);
    attempts += 1;
    body = bodyOf(parcel, transactionId, attempts, target.now());
    result = await post(target, body, options);
  }
  for (let again = 0; again < (options.repeat ?? 0); again += 1) result = await post(target, body, options);
  return {
    trackingNumber: parcel.trackingNumber,
    eventTypes: parcel.scans.map(({ eventType }) => eventType),
    attempts,
    ...result,
  };
};
