import { daysAfter } from '../calendar/durations.ts';
import type { Clock, IdSource } from '../clock/clock.ts';
import { ProblemError } from '../contract/problem.ts';
import { readOutsideJson } from '../contract/storable-text.ts';
import { addressGroup } from '../security/address-group.ts';
import type { AuditStore } from '../security/audit-store.ts';
import type { RateLimit, RateLimitStore } from '../security/rate-limit-store.ts';
import type { SourceList } from './source-list.ts';
import type { RawWebhook, WebhookState, WebhookStore } from './webhook-store.ts';
import type { WebhookOutcome, WebhookTelemetry } from './webhook-telemetry.ts';

/** What every kind of webhook passes before anybody believes it. */
export interface WebhookGate extends SenderGate {
  readonly webhooks: WebhookStore;
}

/** What looks at a sender. */
export interface SenderGate {
  readonly rates: RateLimitStore;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly telemetry: WebhookTelemetry;
}

/** Who says to be sending, and from where. */
export interface WebhookOrigin {
  /** The carrier's id, or `payments`. */
  readonly source: string;
  readonly sourceIp: string;
}

/**
 * Far above what a carrier sends, far below what would hurt: a flood of forgeries costs one counter each. The first of a
 * window cost an instance none: at two hundred instances at once, ten thousand more would be looked at.
 */
const WEBHOOK_RATE: RateLimit = { limit: 3_000, windowSeconds: 10, uncounted: 50 };

/** Raw events are stored so long, for disputes and for reading them once more. */
const RAW_RETENTION_DAYS = 90;

/** Of refusals, so many are audited per source and hour: enough to see who and why; a flood must not fill the table. */
export const REFUSALS_AUDITED: RateLimit = { limit: 20, windowSeconds: 60 * 60 };
const REFUSAL_RETENTION_DAYS = 90;

/** A sample of the refusals, which goes away by itself. The metric counts all of them. */
const auditRefusal = async (gate: SenderGate, origin: WebhookOrigin, reason: string): Promise<void> => {
  const now = gate.clock.now();
  const sample = await gate.rates.take(`refused:${origin.source}`, REFUSALS_AUDITED, now);
  if (!sample.allowed) return;
  await gate.audit.append({
    auditId: `aud_${gate.ids.ulid(now)}`,
    at: now.toISOString(),
    actor: { role: 'system' },
    action: 'webhook.signature_refused',
    subject: origin.source,
    reason,
    details: { sourceIp: origin.sourceIp },
    retainUntil: daysAfter(now, REFUSAL_RETENTION_DAYS),
  });
};

/** 401, counted and, in a sample, written down: somebody tried, or a secret is wrong. */
export const refuseSender = async (gate: SenderGate, origin: WebhookOrigin, reason: string): Promise<never> => {
  gate.telemetry.count('WebhookRefused', origin.source);
  gate.telemetry.warn('A webhook was refused', { ...origin, reason });
  await auditRefusal(gate, origin, reason);
  throw new ProblemError('SIGNATURE_REFUSED');
};

/** Source address, then rate: what can be checked before a byte of the body is looked at. */
export const admitSender = async (
  gate: SenderGate,
  origin: WebhookOrigin,
  sources: SourceList | undefined,
): Promise<void> => {
  if (sources !== undefined && !sources.admits(origin.sourceIp)) await refuseSender(gate, origin, 'source_address');
  const verdict = await gate.rates.take(
    ['webhook', origin.source, addressGroup(origin.sourceIp)].join(':'),
    WEBHOOK_RATE,
    gate.clock.now(),
  );
  if (verdict.allowed) return;
  gate.telemetry.count('WebhookRefused', origin.source);
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

export interface DecodedBody {
  readonly text: string;
  readonly payload: unknown;
}

/** Reads a body. @throws ProblemError `MALFORMED_JSON` where `textOf` fails, or what it returns is not JSON. */
export const decodeBody = (textOf: () => string): DecodedBody => {
  try {
    const text = textOf();
    return { text, payload: readOutsideJson(text) };
  } catch (cause) {
    if (cause instanceof ProblemError) throw cause;
    throw new ProblemError('MALFORMED_JSON', undefined, {}, { cause });
  }
};

/** An event that is accepted, and what was known of it before. */
export interface AcceptedWebhook extends Pick<RawWebhook, 'source' | 'eventId' | 'body'> {
  readonly known: WebhookState | undefined;
}

const rawOf = (gate: WebhookGate, { source, eventId, body }: AcceptedWebhook): RawWebhook => {
  const now = gate.clock.now();
  return { source, eventId, body, receivedAt: now.toISOString(), retainUntil: daysAfter(now, RAW_RETENTION_DAYS) };
};

/** So that what failed can be looked at; it is the failure that its sender hears of, and repeats the event for. */
const storeFailed = async (gate: WebhookGate, webhook: AcceptedWebhook): Promise<void> => {
  if (webhook.known !== undefined) return;
  try {
    await gate.webhooks.store(rawOf(gate, webhook));
  } catch (error) {
    const { source, eventId } = webhook;
    const reason = error instanceof Error ? error.name : String(error);
    gate.telemetry.warn('A webhook that failed could not be stored', { source, eventId, reason });
  }
};

/**
 * Carries an event out, and stores it with what became of it: a repeated delivery is a duplicate from then on. One that
 * was ignored changed nothing, and is looked at anew when it is sent again; so is one whose try failed or died.
 */
export const carryOut = async (
  gate: WebhookGate,
  webhook: AcceptedWebhook,
  apply: () => Promise<WebhookOutcome>,
): Promise<WebhookOutcome> => {
  const { source, known } = webhook;
  let outcome: WebhookOutcome;
  try {
    outcome = await apply();
  } catch (error) {
    await storeFailed(gate, webhook);
    throw error;
  }
  if (outcome === 'ignored') {
    if (known === undefined) await gate.webhooks.store(rawOf(gate, webhook));
    return outcome;
  }
  await gate.webhooks.store(rawOf(gate, webhook), { outcome, at: gate.clock.now().toISOString() });
  if (outcome === 'applied') gate.telemetry.count('WebhookApplied', source);
  if (outcome === 'parked') gate.telemetry.count('WebhookParked', source);
  return outcome;
};
