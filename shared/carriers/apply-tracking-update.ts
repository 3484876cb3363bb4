import type { Instant } from '../calendar/instant.ts';
import { mayCarry } from '../contract/known-carriers.ts';
import { ProblemError } from '../contract/problem.ts';
import { definedFields } from '../defined-fields.ts';
import { datedFacts } from '../orders/engine/parcel-facts.ts';
import { countedAt, isCredible, withFlags } from '../orders/engine/scan-flags.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';
import type { DatedFacts } from '../orders/model/parcel-facts.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import type { RateLimitStore } from '../security/rate-limit-store.ts';
import { leadingOutcome, type WebhookOutcome, type WebhookTelemetry } from '../webhooks/webhook-telemetry.ts';
import {
  assignCourier,
  type DeliveryDependencies,
  orderOfDelivery,
  registerDelivery,
  reportPosition,
} from './apply-delivery.ts';
import type { DeliveryReport, TrackingUpdate } from './carrier.ts';
import { parkUpdate } from './park-update.ts';
import type { ParkedScanStore } from './parked-scan-store.ts';
import { recordedScans } from './recorded-scans.ts';
import { isLateReturn, returnedAt, settleReturns } from './settle-returns.ts';

export interface ApplyUpdateDependencies extends CommandDependencies, DeliveryDependencies {
  readonly parked: ParkedScanStore;
  readonly rates: RateLimitStore;
  readonly telemetry: WebhookTelemetry;
}

/** What a carrier sent of a parcel, as an order is to take it. */
export interface UpdateForOrder extends TrackingUpdate {
  /** Also what is recorded already: what the parcel is counts anew. */
  readonly isReplay?: boolean;
  /** Facts that came at several times, in the place of `facts`. */
  readonly dated?: DatedFacts;
}

const shipmentOf = (order: Order | undefined, trackingNumber: string) =>
  order?.shipments.find((shipment) => shipment.trackingNumber === trackingNumber);

/** Another parcel's scans are set aside first: the return of an older one ends nothing here. */
const settled = async (
  { store, clock }: ApplyUpdateDependencies,
  orderId: string,
  scans: readonly Scan[],
  known: Shipment,
): Promise<readonly Scan[]> => {
  const own = scans.filter(isCredible);
  const others = scans.filter((scan) => !isCredible(scan));
  if (!isLateReturn(own, known)) return [...others, ...settleReturns(own, known)];
  const isDelivery = (scan: Scan) =>
    scan.trackingNumber === known.trackingNumber && scan.milestone === 'delivered' && isCredible(scan);
  const delivery = (await recordedScans(store, orderId, isDelivery)).at(-1);
  const recordedAt = clock.now().toISOString();
  return [...others, ...settleReturns(own), ...(delivery === undefined ? [] : [returnedAt(delivery, recordedAt)])];
};

/** Time of the newest scan that estimate and facts came with; `none` where they came with another parcel's only. */
const asOf = (scans: readonly Scan[]): Instant | 'none' | undefined => {
  if (scans.length === 0) return undefined;
  return scans.filter(isCredible).map(countedAt).toSorted().at(-1) ?? 'none';
};

const estimateOf = ({ estimatedDelivery }: TrackingUpdate, saidAt: ReturnType<typeof asOf>) =>
  estimatedDelivery === undefined || saidAt === 'none'
    ? {}
    : { estimatedDelivery, ...definedFields({ estimateAsOf: saidAt }) };

/** What came without a scan is of now. */
const factsOf = ({ facts, dated }: UpdateForOrder, saidAt: ReturnType<typeof asOf>, now: Date) => {
  if (dated !== undefined) return { facts: dated };
  if (facts === undefined || saidAt === 'none') return {};
  return { facts: datedFacts(facts, saidAt ?? now.toISOString()) };
};

const MOVES_NOTHING: readonly string[] = ['scan_unplaceable', 'scan_flagged'];

/** A scan that found no path is stored, and operations are alerted: that applies nothing. */
const outcomeOf = (
  { changed, events, scansRecorded }: Extract<CommandResult, { ok: true }>,
  scans: readonly Scan[],
): WebhookOutcome => {
  if (changed) return events.every(({ type }) => MOVES_NOTHING.includes(type)) ? 'recorded' : 'applied';
  if (scansRecorded > 0) return 'recorded';
  // Without a scan that could be read nothing is repeated.
  return scans.length > 0 ? 'duplicate' : 'ignored';
};

/** Applies an update to one order of one parcel, if it is that carrier's. The same update again is a duplicate. */
export const applyToOrder = async (
  dependencies: ApplyUpdateDependencies,
  orderId: string,
  carrier: string,
  update: UpdateForOrder,
): Promise<WebhookOutcome> => {
  const { trackingNumber, reference, isReplay } = update;
  const found = await dependencies.store.getWithScans(orderId);
  const order = found?.order;
  const known = shipmentOf(order, trackingNumber);
  if (order === undefined || known === undefined || !mayCarry(carrier, known.carrier)) return 'ignored';
  const flagged = withFlags(order, trackingNumber, update.scans);
  const saidAt = asOf(flagged);
  const scans = await settled(dependencies, orderId, flagged, known);
  const result = await executeCommand(dependencies, {
    orderId,
    knownOrder: order,
    ...(found?.isComplete && { knownScans: found.scans }),
    command: {
      type: 'apply_scans',
      trackingNumber,
      scans,
      ...estimateOf(update, saidAt),
      ...factsOf(update, saidAt, dependencies.clock.now()),
      ...definedFields({ reference }),
      ...(isReplay && { isReplay }),
    },
    actor: { role: 'carrier', id: carrier },
  });
  if (result.ok) return outcomeOf(result, scans);
  if (result.code === 'VERSION_CONFLICT')
    throw new ProblemError('SERVICE_UNAVAILABLE', 'The order is being changed by too many requests');
  dependencies.telemetry.warn('An order did not accept an update of its parcel', {
    orderId,
    trackingNumber,
    code: result.code,
  });
  return 'ignored';
};

/** The driver comes before the scans, so that a step that needs one finds who it is. */
const applyDelivery = async (
  dependencies: ApplyUpdateDependencies,
  orderId: string,
  carrier: string,
  update: TrackingUpdate & { readonly delivery: DeliveryReport },
): Promise<WebhookOutcome> => {
  const assigned = await assignCourier(dependencies, carrier, orderId, update);
  const { scans, facts, estimatedDelivery } = update;
  const saysMore = scans.length > 0 || facts !== undefined || estimatedDelivery !== undefined;
  const applied = saysMore ? await applyToOrder(dependencies, orderId, carrier, update) : 'ignored';
  const located = await reportPosition(dependencies, orderId, update.delivery);
  // The repetition of a scan is one, also where its position is stored already.
  return leadingOutcome([assigned, applied, ...(scans.length > 0 ? [] : [located])]);
};

const applyToAll = async (
  dependencies: ApplyUpdateDependencies,
  orderIds: readonly string[],
  carrier: string,
  update: TrackingUpdate,
): Promise<WebhookOutcome> => {
  const { delivery } = update;
  const applied = orderIds.map((orderId) =>
    delivery === undefined
      ? applyToOrder(dependencies, orderId, carrier, update)
      : applyDelivery(dependencies, orderId, carrier, { ...update, delivery }),
  );
  return leadingOutcome(await Promise.all(applied));
};

/** The orders that have the parcel; of a delivery that nobody has yet, the order that it was made for. */
const claimantsOf = async (
  dependencies: ApplyUpdateDependencies,
  carrier: string,
  update: TrackingUpdate,
): Promise<readonly string[]> => {
  const claimants = await dependencies.store.findIdsByTrackingNumber(update.trackingNumber);
  if (claimants.length > 0 || update.delivery === undefined) return claimants;
  const order = await orderOfDelivery(dependencies, update.delivery);
  const isRegistered = order !== undefined && (await registerDelivery(dependencies, carrier, order, update));
  return isRegistered ? [order.orderId] : [];
};

/**
 * Updates every order that claims the parcel. Scans of a parcel without an order are parked, and the claims are read
 * again: a registration that was committed before the scans were parked is seen here, and one that is committed after
 * finds them parked. Scans that were both parked and applied are removed, or applied once more without effect, by
 * whoever registers the parcel.
 */
export const applyTrackingUpdate = async (
  dependencies: ApplyUpdateDependencies,
  carrier: string,
  update: TrackingUpdate,
): Promise<WebhookOutcome> => {
  const { store } = dependencies;
  const claimants = await claimantsOf(dependencies, carrier, update);
  if (claimants.length > 0) return applyToAll(dependencies, claimants, carrier, update);
  if (update.scans.length === 0 || update.isPiece) return 'ignored';
  const outcome = await parkUpdate(dependencies, carrier, update);
  const registered = await store.findIdsByTrackingNumber(update.trackingNumber);
  return registered.length > 0 ? applyToAll(dependencies, registered, carrier, update) : outcome;
};
