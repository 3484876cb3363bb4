import { daysAfter } from '../calendar/durations.ts';
import type { Clock, IdSource } from '../clock/clock.ts';
import { ProblemError } from '../contract/problem.ts';
import { readOutsideJson } from '../contract/storable-text.ts';
import { addressGroup } from '../security/address-group.ts';
import type { AuditStore } from '../security/audit-store.ts';
import type { RateLimit, RateLimitStore } from '../security/rate-limit-store.ts';
import type { SourceList } from './source-list.ts';
import type { StoredWebhook, WebhookStore } from './webhook-store.ts';
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

/** Far above what a carrier sends, far below what would hurt: a flood of forgeries costs one counter each. */
export const WEBHOOK_RATE: RateLimit = { limit: 3_000, windowSeconds: 10 };

/** Raw events are kept so long, for disputes and for reading them once more. */
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

export const decodeBody = (rawBody: Uint8Array): DecodedBody => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(rawBody);
    return { text, payload: readOutsideJson(text) };
  } catch (cause) {
    throw new ProblemError('MALFORMED_JSON', undefined, {}, { cause });
  }
};

/** Keeps the raw event, once. */
export const storeRaw = (gate: WebhookGate, source: string, eventId: string, body: string): Promise<StoredWebhook> => {
  const now = gate.clock.now();
  const retainUntil = daysAfter(now, RAW_RETENTION_DAYS);
  return gate.webhooks.store({ source, eventId, body, receivedAt: now.toISOString(), retainUntil });
};

/**
 * Carried to its end: a repeated delivery is a duplicate from now on. One that was ignored changed nothing, and is looked
 * at anew when it is sent again.
 */
export const finish = async (
  gate: WebhookGate,
  source: string,
  eventId: string,
  outcome: WebhookOutcome,
): Promise<WebhookOutcome> => {
  if (outcome === 'ignored') return outcome;
  await gate.webhooks.markApplied(source, eventId, outcome, gate.clock.now().toISOString());
  if (outcome === 'applied') gate.telemetry.count('WebhookApplied', source);
  if (outcome === 'parked') gate.telemetry.count('WebhookParked', source);
  return outcome;
};
