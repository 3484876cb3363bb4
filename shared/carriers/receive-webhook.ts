import { ProblemError } from '../contract/problem.ts';
import { type ApplyNewsDependencies, applyParcelNews } from './apply-tracking-update.ts';
import type { AcceptedBy, CarrierAdapter, CarrierNews, CarrierRequest, Oddity } from './carrier.ts';
import type { SourceList } from './source-list.ts';
import { admitSender, decodeBody, finish, keepRaw, refuseSender, type WebhookGate } from './webhook-gate.ts';
import { leadingOutcome, type WebhookOutcome, type WebhookTelemetry } from './webhook-telemetry.ts';

export interface ReceiveWebhookDependencies extends ApplyNewsDependencies, WebhookGate {}

/** A carrier as this stage knows it. */
export interface CarrierConnection {
  readonly adapter: CarrierAdapter;
  readonly acceptedBy: AcceptedBy;
  /** Absent: any address may send, and the signature decides. */
  readonly sources?: SourceList;
}

/** The request; its size was looked at before its body was read. */
export interface IncomingWebhook extends CarrierRequest {
  readonly sourceIp: string;
}

const tellOddities = (telemetry: WebhookTelemetry, carrier: string, oddities: readonly Oddity[]): void => {
  for (const oddity of oddities)
    telemetry.warn('A carrier told something that is not understood', { carrier, ...oddity });
  if (oddities.length > 0) telemetry.count('CarrierOddity', carrier, oddities.length);
};

const readNews = (
  adapter: CarrierAdapter,
  payload: unknown,
  recordedAt: string,
): Extract<CarrierNews, { ok: true }> => {
  const news = adapter.parse(payload, recordedAt);
  if (news.ok) return news;
  throw new ProblemError('VALIDATION_FAILED', `The body is not of the form of ${adapter.id}`, { errors: news.errors });
};

/**
 * A carrier's webhook, from the first doubt to the last order: source address, rate, signature, form, the raw event
 * once, then each parcel. Everything after the signature may happen twice: a delivery that died half-way is carried out
 * when the carrier sends it again. Throws a `ProblemError` for what is refused, and whatever the store throws: both tell
 * the carrier to send it again, or not to.
 */
export const receiveCarrierWebhook = async (
  dependencies: ReceiveWebhookDependencies,
  { adapter, acceptedBy, sources }: CarrierConnection,
  request: IncomingWebhook,
): Promise<WebhookOutcome> => {
  const { clock, telemetry } = dependencies;
  const origin = { source: adapter.id, sourceIp: request.sourceIp };
  await admitSender(dependencies, origin, sources);
  const verdict = await adapter.verify(request, acceptedBy);
  if (!verdict.ok) return refuseSender(dependencies, origin, verdict.reason);
  telemetry.count('WebhookReceived', adapter.id);
  const { text, payload } = decodeBody(request.rawBody);
  const news = readNews(adapter, payload, clock.now().toISOString());
  const eventId = adapter.eventId(request.rawBody, payload);
  const kept = await keepRaw(dependencies, adapter.id, eventId, text);
  telemetry.info('A webhook was accepted', { carrier: adapter.id, eventId, scheme: verdict.scheme, kept });
  if (kept === 'applied') return 'duplicate';
  tellOddities(telemetry, adapter.id, news.oddities);
  const outcomes: WebhookOutcome[] = [];
  for (const parcel of news.parcels) outcomes.push(await applyParcelNews(dependencies, adapter.id, parcel));
  return finish(dependencies, adapter.id, eventId, leadingOutcome(outcomes));
};
