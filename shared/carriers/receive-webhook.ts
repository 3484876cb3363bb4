import type { WebhookCarrier } from '../contract/carrier-registry.ts';
import { ProblemError } from '../contract/problem.ts';
import type { SourceList } from '../webhooks/source-list.ts';
import { admitSender, carryOut, decodeBody, refuseSender, type WebhookGate } from '../webhooks/webhook-gate.ts';
import type { AcceptedBy, IncomingWebhook } from '../webhooks/webhook-request.ts';
import { leadingOutcome, type WebhookOutcome, type WebhookTelemetry } from '../webhooks/webhook-telemetry.ts';
import { type ApplyUpdateDependencies, applyTrackingUpdate } from './apply-tracking-update.ts';
import type { CarrierAdapter, CarrierUpdate, HandshakeCall, ParseIssue } from './carrier.ts';
import { verifySignature } from './verify-signature.ts';
import { webhookTextOf } from './webhook-text.ts';

export interface ReceiveWebhookDependencies extends ApplyUpdateDependencies, WebhookGate {}

/** A carrier as this stage knows it. */
export interface CarrierConnection {
  readonly carrier: Pick<WebhookCarrier, 'id' | 'name' | 'webhook'>;
  readonly adapter: CarrierAdapter;
  readonly acceptedBy: AcceptedBy;
  /** Makes the call by which the carrier's webhooks are confirmed; whether the carrier took it. */
  readonly confirm?: (call: HandshakeCall) => Promise<boolean>;
  /** Absent: any address may send, and the signature decides. */
  readonly sources?: SourceList;
}

/** Counts and logs what a carrier sent that is not understood. */
export const reportParseIssues = (
  telemetry: WebhookTelemetry,
  carrier: string,
  issues: readonly ParseIssue[],
): void => {
  for (const issue of issues) telemetry.warn('A carrier sent something that is not understood', { carrier, ...issue });
  if (issues.length > 0) telemetry.count('CarrierParseIssue', carrier, issues.length);
};

const readUpdate = ({ carrier, adapter }: CarrierConnection, payload: unknown, recordedAt: string): ReadUpdate => {
  const update = adapter.parse(payload, recordedAt);
  if (update.ok) return update;
  throw new ProblemError('VALIDATION_FAILED', `The body does not have the format of ${carrier.name}`, {
    errors: update.errors,
  });
};

/** The carrier sends nothing before it. It asks again where it got a 5xx. */
const confirmWebhook = async (
  { carrier, confirm }: CarrierConnection,
  call: HandshakeCall,
  telemetry: WebhookTelemetry,
): Promise<WebhookOutcome> => {
  const isConfirmed = (await confirm?.(call)) === true;
  telemetry.info('A carrier asked to confirm its webhooks', { carrier: carrier.id, isConfirmed });
  if (!isConfirmed) throw new ProblemError('SERVICE_UNAVAILABLE', `${carrier.name} did not take the confirmation`);
  return 'recorded';
};

type ReadUpdate = Extract<CarrierUpdate, { ok: true }>;

/** Where a courier is: it comes every few seconds, is no event of the order, and is not stored for longer than a day. */
const isPositionOnly = ({ parcels }: ReadUpdate): boolean =>
  parcels.length > 0 && parcels.every(({ scans, delivery }) => scans.length === 0 && delivery?.position !== undefined);

/** Applies each parcel of an update that was pushed or polled. */
export const applyUpdate = async (
  dependencies: ApplyUpdateDependencies,
  carrier: string,
  { parcels }: ReadUpdate,
): Promise<WebhookOutcome> => {
  const outcomes: WebhookOutcome[] = [];
  for (const parcel of parcels)
    outcomes.push(await applyTrackingUpdate(dependencies, parcel.carrier ?? carrier, parcel));
  return leadingOutcome(outcomes);
};

/**
 * A carrier's webhook, from the first doubt to the last order: source address, rate, signature, form, each parcel, then
 * the raw event once. Everything after the signature may happen twice: a delivery that died half-way is carried out
 * when the carrier sends it again. Throws a `ProblemError` for what is refused, and whatever the store throws: both ask
 * the carrier to send it again, or not to.
 */
export const receiveCarrierWebhook = async (
  dependencies: ReceiveWebhookDependencies,
  connection: CarrierConnection,
  request: IncomingWebhook,
): Promise<WebhookOutcome> => {
  const { clock, telemetry } = dependencies;
  const { adapter, acceptedBy, sources } = connection;
  const { id, webhook } = connection.carrier;
  const origin = { source: id, sourceIp: request.sourceIp };
  await admitSender(dependencies, origin, sources);
  const verdict = await verifySignature(webhook.scheme, request, acceptedBy, clock.now());
  if (!verdict.ok) return refuseSender(dependencies, origin, verdict.reason);
  telemetry.count('WebhookReceived', id);
  const { text, payload } = decodeBody(() => webhookTextOf(request));
  const update = readUpdate(connection, payload, clock.now().toISOString());
  const handshake = adapter.handshake?.(payload);
  if (handshake !== undefined) return confirmWebhook(connection, handshake, telemetry);
  if (isPositionOnly(update)) return applyUpdate(dependencies, id, update);
  const eventId = adapter.eventId(request.rawBody, payload);
  const known = await dependencies.webhooks.find(id, eventId);
  telemetry.info('A webhook was accepted', { carrier: id, eventId, scheme: verdict.scheme, stored: known ?? 'new' });
  if (known === 'applied') return 'duplicate';
  reportParseIssues(telemetry, id, update.issues);
  return carryOut(dependencies, { source: id, eventId, body: text, known }, () =>
    applyUpdate(dependencies, id, update),
  );
};
