import { setTimeout as pause } from 'node:timers/promises';
import type { SimulatorContext } from '../../control/simulators.ts';
import type { CarrierWire } from './wire.ts';

export interface Push {
  readonly wire: CarrierWire;
  readonly context: SimulatorContext;
  readonly body: unknown;
  /** Proven with another secret. */
  readonly badSignature: boolean;
  /** The very same bytes so many times more. */
  readonly repeat: number;
}

export interface PushReport {
  /** Of the last response; 0 when there was none. */
  readonly status: number;
  readonly attempts: number;
  readonly outcome?: unknown;
}

const TRIES = 3;
const RETRY_MILLISECONDS = 250;
const WRONG_SECRET = 'wismo:NotTheSecretThatWasAgreed0000';

const secretOf = ({ secrets }: SimulatorContext, name: string): string => {
  const secret = secrets()[name];
  const current = typeof secret === 'object' && secret !== null && 'current' in secret ? secret.current : undefined;
  if (typeof current !== 'string') throw new Error(`The local stage has no secret ${name}`);
  return current;
};

const post = async ({ wire, context, badSignature }: Push, body: string): Promise<Omit<PushReport, 'attempts'>> => {
  const secret = badSignature ? WRONG_SECRET : secretOf(context, `carriers/${wire.id}`);
  try {
    const response = await fetch(`${context.api}/api/webhooks/carriers/${wire.id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...wire.proofOf(body, secret) },
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

/** Sends a webhook, and again when it is not received. */
export const push = async (given: Push): Promise<PushReport> => {
  const body = JSON.stringify(given.body);
  let result = await post(given, body);
  let attempts = 1;
  for (; attempts < TRIES && (result.status === 0 || result.status >= 500); attempts += 1) {
    await pause(attempts * RETRY_MILLISECONDS);
    result = await post(given, body);
  }
  for (let again = 0; again < given.repeat; again += 1) result = await post(given, body);
  return { attempts, ...result };
};
