import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorContext } from '../../control/simulators.ts';
import { currentSecret } from './current-secret.ts';
import type { CarrierWire, PushRetries, SignatureEncoding } from './wire.ts';

export interface Push {
  readonly wire: CarrierWire;
  readonly context: SimulatorContext;
  readonly body: object;
  /** Proven with another secret. */
  readonly badSignature: boolean;
  /** The very same bytes so many times more. */
  readonly repeat: number;
  readonly encoding?: SignatureEncoding | undefined;
  /** The unit of the pauses before further attempts. */
  readonly retryMilliseconds?: number | undefined;
}

export interface PushReport {
  /** Of the last response; 0 when there was none. */
  readonly status: number;
  readonly attempts: number;
  readonly outcome?: unknown;
}

const RETRY_MILLISECONDS = 250;
const RETRIES: PushRetries = { pauses: [1, 2], isReceived: (status) => status !== 0 && status < 500 };
const WRONG_SECRET = 'wismo:NotTheSecretThatWasAgreed0000';

const secretOf = (context: SimulatorContext, name: string): string => {
  const secret = currentSecret(context, name);
  if (secret === undefined) throw new Error(`The local stage has no secret ${name}`);
  return secret;
};

const post = async (
  { wire, context, badSignature, encoding }: Push,
  body: string,
): Promise<Omit<PushReport, 'attempts'>> => {
  const secret = badSignature ? WRONG_SECRET : secretOf(context, `carriers/${wire.id}`);
  try {
    const response = await fetch(`${context.api}/api/webhooks/carriers/${wire.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...wire.proofOf(body, secret, encoding) },
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

/** Sends a webhook, and again when it is not received, as its carrier does. */
export const push = async (given: Push): Promise<PushReport> => {
  const { wire, context, retryMilliseconds = RETRY_MILLISECONDS } = given;
  const { pauses, isReceived, bodyOf } = wire.retries ?? RETRIES;
  const pushId = randomUUID();
  const textOf = (attempt: number) =>
    JSON.stringify(bodyOf?.(given.body, { pushId, attempt, now: context.clock.now() }) ?? given.body);
  let attempts = 1;
  let body = textOf(attempts);
  let result = await post(given, body);
  for (const units of pauses) {
    if (isReceived(result.status)) break;
    await pause(units * retryMilliseconds);
    attempts += 1;
    body = textOf(attempts);
    result = await post(given, body);
  }
  for (let again = 0; again < given.repeat; again += 1) result = await post(given, body);
  return { attempts, ...result };
};
