import type { Scan } from '../orders/model/order.ts';
import { type ApplyUpdateDependencies, applyToOrder } from './apply-tracking-update.ts';
import { mayCarry } from './known-carriers.ts';
import type { ParkedScan } from './parked-scan-store.ts';
import { recordedScans } from './recorded-scans.ts';
import { leadingOutcome, type WebhookOutcome } from './webhook-telemetry.ts';

export interface Registration {
  readonly orderId: string;
  readonly trackingNumber: string;
  /** As registered; scans of another known carrier under the same number stay parked. */
  readonly carrier: string;
}

/** Scans of the parcel that other orders have: a parcel may serve several, registered one after the other. */
const scansOfOthers = async (
  dependencies: ApplyUpdateDependencies,
  { orderId, trackingNumber, carrier }: Registration,
): Promise<readonly Scan[]> => {
  const claimants = await dependencies.store.findIdsByTrackingNumber(trackingNumber);
  const isOfParcel = (scan: Scan) => scan.trackingNumber === trackingNumber && mayCarry(scan.carrier, carrier);
  const found: Scan[] = [];
  for (const other of claimants.filter((id) => id !== orderId)) {
    found.push(...(await recordedScans(dependencies.store, other, isOfParcel)));
  }
  return found;
};

/** What came with the newest scan that came with it. */
const newest = <K extends 'estimatedDelivery' | 'heldAt'>(
  parked: readonly ParkedScan[],
  what: K,
): Pick<ParkedScan, K> => {
  const found = parked
    .filter((one) => one[what] !== undefined)
    .toSorted((a, b) => b.scan.occurredAt.localeCompare(a.scan.occurredAt))[0];
  return (found === undefined ? {} : { [what]: found[what] }) as Pick<ParkedScan, K>;
};

const distinct = (scans: readonly Scan[]): readonly Scan[] => [
  ...new Map(scans.map((scan) => [scan.scanId, scan])).values(),
];

/**
 * Right after a parcel was registered: tells the order what its carrier told before, and clears it away. May run any
 * number of times and beside a webhook for the same parcel. `duplicate`: nothing had been told.
 *
 * The registration must be committed before: what is parked after this reads was parked by a webhook that will read the
 * claims once more.
 */
export const applyParkedScans = async (
  dependencies: ApplyUpdateDependencies,
  registration: Registration,
): Promise<WebhookOutcome> => {
  const { orderId, trackingNumber, carrier } = registration;
  const parked = await dependencies.parked.find(trackingNumber);
  const waiting = parked.filter(({ scan }) => mayCarry(scan.carrier, carrier));
  const reported = distinct([...(await scansOfOthers(dependencies, registration)), ...waiting.map(({ scan }) => scan)]);
  const said = { ...newest(waiting, 'estimatedDelivery'), ...newest(waiting, 'heldAt') };
  const outcomes: WebhookOutcome[] = ['duplicate'];
  for (const [carrier, scans] of Map.groupBy(reported, (scan) => scan.carrier)) {
    const update = { trackingNumber, scans, ...said };
    outcomes.push(await applyToOrder(dependencies, orderId, carrier, update));
  }
  await dependencies.parked.remove(waiting.map(({ scan }) => scan));
  return leadingOutcome(outcomes);
};
