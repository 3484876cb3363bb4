import type { Instant } from '../calendar/instant.ts';
import { mayCarry } from '../contract/known-carriers.ts';
import { ProblemError } from '../contract/problem.ts';
import { definedFields } from '../defined-fields.ts';
import { countedAt, isCredible, withFlags } from '../orders/engine/scan-flags.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import type { RateLimitStore } from '../security/rate-limit-store.ts';
import type { TrackingUpdate } from './carrier.ts';
import { parkUpdate } from './park-update.ts';
import type { ParkedScanStore } from './parked-scan-store.ts';
import { recordedScans } from './recorded-scans.ts';
import { isLateReturn, returnedAt, settleReturns } from './settle-returns.ts';
import { leadingOutcome, type WebhookOutcome, type WebhookTelemetry } from './webhook-telemetry.ts';

export interface ApplyUpdateDependencies extends CommandDependencies {
  readonly parked: ParkedScanStore;
  readonly rates: RateLimitStore;
  readonly telemetry: WebhookTelemetry;
}

/** What a carrier sent of a parcel, as an order is to take it. */
export interface UpdateForOrder extends TrackingUpdate {
  /** Also what is recorded already: what the parcel is counts anew. */
  readonly isReplay?: boolean;
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

/** Time of the newest scan that the estimate came with; `none` where it came with another parcel's only. */
const asOf = (scans: readonly Scan[]): Instant | 'none' | undefined => {
  if (scans.length === 0) return undefined;
  return scans.filter(isCredible).map(countedAt).toSorted().at(-1) ?? 'none';
};

const estimateOf = ({ estimatedDelivery }: TrackingUpdate, scans: readonly Scan[]) => {
  const estimateAsOf = asOf(scans);
  if (estimatedDelivery === undefined || estimateAsOf === 'none') return {};
  return { estimatedDelivery, ...definedFields({ estimateAsOf }) };
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
  const { trackingNumber, reference, isReplay, heldAt } = update;
  const found = await dependencies.store.getWithScans(orderId);
  const order = found?.order;
  const known = shipmentOf(order, trackingNumber);
  if (order === undefined || known === undefined || !mayCarry(carrier, known.carrier)) return 'ignored';
  const flagged = withFlags(order, trackingNumber, update.scans);
  const scans = await settled(dependencies, orderId, flagged, known);
  const result = await executeCommand(dependencies, {
    orderId,
    knownOrder: order,
    ...(found?.isComplete && { knownScans: found.scans }),
    command: {
      type: 'apply_scans',
      trackingNumber,
      scans,
      ...estimateOf(update, flagged),
      ...definedFields({ reference }),
      ...(isReplay && { isReplay }),
      ...definedFields({ heldAt }),
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

const applyToAll = async (
  dependencies: ApplyUpdateDependencies,
  orderIds: readonly string[],
  carrier: string,
  update: TrackingUpdate,
): Promise<WebhookOutcome> =>
  leadingOutcome(await Promise.all(orderIds.map((orderId) => applyToOrder(dependencies, orderId, carrier, update))));

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
  const claimants = await store.findIdsByTrackingNumber(update.trackingNumber);
  if (claimants.length > 0) return applyToAll(dependencies, claimants, carrier, update);
  if (update.scans.length === 0) return 'ignored';
  const outcome = await parkUpdate(dependencies, carrier, update);
  const registered = await store.findIdsByTrackingNumber(update.trackingNumber);
  return registered.length > 0 ? applyToAll(dependencies, registered, carrier, update) : outcome;
};
