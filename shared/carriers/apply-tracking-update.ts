import { ProblemError } from '../contract/problem.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';
import { type CommandDependencies, type CommandResult, executeCommand } from '../orders/use-cases/execute-command.ts';
import type { TrackingUpdate } from './carrier.ts';
import { mayCarry } from './known-carriers.ts';
import type { ParkedScanStore } from './parked-scan-store.ts';
import { recordedScans } from './recorded-scans.ts';
import { isLateReturn, returnedAt, settleReturns } from './settle-returns.ts';
import { leadingOutcome, type WebhookOutcome, type WebhookTelemetry } from './webhook-telemetry.ts';

export interface ApplyUpdateDependencies extends CommandDependencies {
  readonly parked: ParkedScanStore;
  readonly telemetry: WebhookTelemetry;
}

/** Scans of a parcel that nobody registers are kept so long: carriers tell nothing new of it after that. */
export const PARKED_DAYS = 90;
const MILLISECONDS_A_DAY = 24 * 60 * 60 * 1000;

const shipmentOf = (order: Order | undefined, trackingNumber: string) =>
  order?.shipments.find((shipment) => shipment.trackingNumber === trackingNumber);

/** The news in the light of what is known, whichever came first: the return, or the delivery that ended it. */
const settled = async (
  { store, clock }: ApplyUpdateDependencies,
  orderId: string,
  { trackingNumber, scans }: TrackingUpdate,
  known: Shipment | undefined,
): Promise<readonly Scan[]> => {
  if (!isLateReturn(scans, known)) return settleReturns(scans, known);
  const isDelivery = (scan: Scan) => scan.trackingNumber === trackingNumber && scan.milestone === 'delivered';
  const delivery = (await recordedScans(store, orderId, isDelivery)).at(-1);
  const recordedAt = clock.now().toISOString();
  return [...settleReturns(scans), ...(delivery === undefined ? [] : [returnedAt(delivery, recordedAt)])];
};

/** A scan that found no way is kept, and operations are told: that applies nothing. */
const outcomeOf = ({ changed, events, scansRecorded }: Extract<CommandResult, { ok: true }>): WebhookOutcome => {
  if (!changed) return scansRecorded > 0 ? 'recorded' : 'duplicate';
  return events.every(({ type }) => type === 'scan_unplaceable') ? 'recorded' : 'applied';
};

/** Tells one order of one parcel, if it is that carrier's. The same news told again is a duplicate. */
export const applyToOrder = async (
  dependencies: ApplyUpdateDependencies,
  orderId: string,
  carrier: string,
  update: TrackingUpdate,
): Promise<WebhookOutcome> => {
  const { trackingNumber, estimatedDelivery, heldAt } = update;
  const known = shipmentOf(await dependencies.store.get(orderId), trackingNumber);
  if (known !== undefined && !mayCarry(carrier, known.carrier)) return 'ignored';
  const scans = await settled(dependencies, orderId, update, known);
  const result = await executeCommand(dependencies, {
    orderId,
    command: {
      type: 'apply_scans',
      trackingNumber,
      scans,
      ...(estimatedDelivery !== undefined && { estimatedDelivery }),
      ...(heldAt && { heldAt }),
    },
    actor: { role: 'carrier', id: carrier },
  });
  if (result.ok) return outcomeOf(result);
  if (result.code === 'VERSION_CONFLICT') throw new ProblemError('SERVICE_UNAVAILABLE', 'The order is very busy');
  dependencies.telemetry.warn('An order did not take the news of its parcel', {
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

const park = async (
  { parked, clock }: ApplyUpdateDependencies,
  { scans, estimatedDelivery, heldAt }: TrackingUpdate,
) => {
  const retainUntil = new Date(clock.now().getTime() + PARKED_DAYS * MILLISECONDS_A_DAY).toISOString();
  await parked.park(
    scans.map((scan) => ({
      scan,
      retainUntil,
      ...(estimatedDelivery !== undefined && { estimatedDelivery }),
      ...(heldAt && { heldAt }),
    })),
  );
};

/**
 * Tells every order that claims the parcel. Scans of a parcel without an order are parked, and then the claims are read
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
  await park(dependencies, update);
  const registered = await store.findIdsByTrackingNumber(update.trackingNumber);
  return registered.length > 0 ? applyToAll(dependencies, registered, carrier, update) : 'parked';
};
