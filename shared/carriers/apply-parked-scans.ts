import { mayCarry } from '../contract/known-carriers.ts';
import { definedFields } from '../defined-fields.ts';
import type { ParcelReference } from '../orders/commands/command.ts';
import { datedFacts, mergedFacts } from '../orders/engine/parcel-facts.ts';
import { countedAt, isCredible, withFlags } from '../orders/engine/scan-flags.ts';
import type { Order, Scan } from '../orders/model/order.ts';
import type { DatedFacts } from '../orders/model/parcel-facts.ts';
import type { OrderWithScans } from '../orders/use-cases/order-store.ts';
import { leadingOutcome, type WebhookOutcome } from '../webhooks/webhook-telemetry.ts';
import { type ApplyUpdateDependencies, applyToOrder } from './apply-tracking-update.ts';
import type { ParkedScan } from './parked-scan-store.ts';
import { recordedScans } from './recorded-scans.ts';

export interface Registration {
  readonly orderId: string;
  readonly trackingNumber: string;
  /** As registered; scans of another known carrier under the same number stay parked. */
  readonly carrier: string;
}

/**
 * Scans of the parcel that orders have: this one, which may have had the number before, and others, for a parcel may
 * serve several, registered one after the other.
 */
const scansOfOrders = async (
  dependencies: ApplyUpdateDependencies,
  { orderId, trackingNumber, carrier }: Registration,
  own: Pick<OrderWithScans, 'scans' | 'isComplete'>,
  claimants: readonly string[],
): Promise<readonly Scan[]> => {
  const isOfParcel = (scan: Scan) => scan.trackingNumber === trackingNumber && mayCarry(scan.carrier, carrier);
  const others = claimants.filter((id) => id !== orderId);
  const toRead = own.isComplete ? others : [orderId, ...others];
  const found: Scan[] = own.isComplete ? own.scans.filter(isOfParcel) : [];
  for (const id of toRead) found.push(...(await recordedScans(dependencies.store, id, isOfParcel)));
  return found;
};

/** Scans of this very parcel with what came with them, newest first. */
const crediblyParked = (order: Order, trackingNumber: string, parked: readonly ParkedScan[]): readonly ParkedScan[] =>
  parked
    .flatMap((one) => withFlags(order, trackingNumber, [one.scan]).map((scan) => ({ ...one, scan })))
    .filter(({ scan }) => isCredible(scan))
    .toSorted((a, b) => countedAt(b.scan).localeCompare(countedAt(a.scan)));

const factsOf = (parked: readonly ParkedScan[]): DatedFacts =>
  parked.reduce<DatedFacts>(
    (known, { facts, heldAt, scan }) =>
      mergedFacts(known, datedFacts({ ...definedFields({ heldAt }), ...facts }, countedAt(scan))),
    {},
  );

const saidOf = (order: Order, trackingNumber: string, parked: readonly ParkedScan[]) => {
  const credible = crediblyParked(order, trackingNumber, parked);
  const estimatedDelivery = credible.find((one) => one.estimatedDelivery !== undefined)?.estimatedDelivery;
  return { ...definedFields({ estimatedDelivery }), dated: factsOf(credible) };
};

const MAX_REFERENCES = 40;

const referenceOf = (parked: readonly ParkedScan[]): { readonly reference?: ParcelReference } => {
  const found = parked.flatMap(({ reference }) => reference ?? []);
  if (found.length === 0) return {};
  const references = [...new Set(found.flatMap((reference) => reference.references))].slice(0, MAX_REFERENCES);
  const destination = found.flatMap((reference) => reference.destination ?? []).at(-1);
  return { reference: { references, ...definedFields({ destination }) } };
};

const distinct = (scans: readonly Scan[]): readonly Scan[] => [
  ...new Map(scans.map((scan) => [scan.scanId, scan])).values(),
];

/**
 * Right after a parcel was registered, corrected or confirmed: applies what its carrier sent before, and removes it.
 * May run any number of times and beside a webhook for the same parcel. `duplicate`: nothing had been sent.
 *
 * The registration must be committed before: what is parked after this reads was parked by a webhook that will read the
 * claims once more.
 */
export const applyParkedScans = async (
  dependencies: ApplyUpdateDependencies,
  registration: Registration,
): Promise<WebhookOutcome> => {
  const { orderId, trackingNumber, carrier } = registration;
  const read = await dependencies.store.getWithScans(orderId);
  const shipment = read?.order.shipments.find((parcel) => parcel.trackingNumber === trackingNumber);
  // Taken off again, or corrected, before this ran: whoever registers the number next finds what is parked.
  if (read === undefined || shipment === undefined) return 'duplicate';
  const { order } = read;
  const { parked, claimants } = await dependencies.parked.find(trackingNumber);
  const waiting = parked.filter(({ scan }) => mayCarry(scan.carrier, carrier));
  // What another shop's order knows of the parcel is not this one's until it is confirmed.
  const known = shipment.needsConfirmation === true ? [] : claimants;
  const recorded = await scansOfOrders(dependencies, registration, read, known);
  const all = distinct([...recorded, ...waiting.map(({ scan }) => scan)]);
  const more = {
    ...saidOf(order, trackingNumber, waiting),
    ...referenceOf(waiting),
    isReplay: true,
  };
  const outcomes: WebhookOutcome[] = ['duplicate'];
  for (const [sender, scans] of Map.groupBy(all, (scan) => scan.carrier)) {
    outcomes.push(await applyToOrder(dependencies, orderId, sender, { trackingNumber, scans, ...more }));
  }
  await dependencies.parked.remove(waiting.map(({ scan }) => scan));
  return leadingOutcome(outcomes);
};
