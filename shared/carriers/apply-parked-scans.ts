import type { Instant, Scan } from '../orders/order.ts';
import { type ApplyNewsDependencies, applyToOrder } from './apply-news.ts';
import type { ParkedScan } from './parked-scan-store.ts';
import type { WebhookOutcome } from './webhook-telemetry.ts';

export interface Registration {
  readonly orderId: string;
  readonly trackingNumber: string;
  /** As registered; scans of another carrier under the same number stay parked. */
  readonly carrier: string;
}

const PAGE = 100;

/** Scans of the parcel that another order has: a parcel may serve several, registered one after the other. */
const scansOfOrder = async (
  { store }: ApplyNewsDependencies,
  orderId: string,
  isWanted: (scan: Scan) => boolean,
): Promise<readonly Scan[]> => {
  const found: Scan[] = [];
  let after: string | undefined;
  do {
    const page = await store.scans(orderId, { limit: PAGE, ...(after !== undefined && { after }) });
    found.push(...page.scans.filter(isWanted));
    after = page.next;
  } while (after !== undefined);
  return found;
};

const scansOfOthers = async (
  dependencies: ApplyNewsDependencies,
  { orderId, trackingNumber, carrier }: Registration,
): Promise<readonly Scan[]> => {
  const claimants = await dependencies.store.findIdsByTrackingNumber(trackingNumber);
  const isOfParcel = (scan: Scan) => scan.trackingNumber === trackingNumber && scan.carrier === carrier;
  const found: Scan[] = [];
  for (const other of claimants.filter((id) => id !== orderId)) {
    found.push(...(await scansOfOrder(dependencies, other, isOfParcel)));
  }
  return found;
};

/** The estimate that came with the newest scan. */
const newestEstimate = (parked: readonly ParkedScan[]): Instant | undefined =>
  parked
    .filter(({ estimatedDelivery }) => estimatedDelivery !== undefined)
    .toSorted((a, b) => b.scan.occurredAt.localeCompare(a.scan.occurredAt))[0]?.estimatedDelivery;

/**
 * Right after a parcel was registered: tells the order what its carrier told before, and clears it away. May run any
 * number of times and beside a webhook for the same parcel. `duplicate`: nothing had been told.
 *
 * The registration must be committed before: what is parked after this reads was parked by a webhook that will read the
 * claims once more.
 */
export const applyParkedScans = async (
  dependencies: ApplyNewsDependencies,
  registration: Registration,
): Promise<WebhookOutcome> => {
  const { orderId, trackingNumber, carrier } = registration;
  const waiting = (await dependencies.parked.find(trackingNumber)).filter(({ scan }) => scan.carrier === carrier);
  const others = await scansOfOthers(dependencies, registration);
  const scans = [
    ...new Map([...others, ...waiting.map(({ scan }) => scan)].map((scan) => [scan.scanId, scan])).values(),
  ];
  if (scans.length === 0) return 'duplicate';
  const estimatedDelivery = newestEstimate(waiting);
  const outcome = await applyToOrder(dependencies, orderId, carrier, {
    trackingNumber,
    scans,
    ...(estimatedDelivery !== undefined && { estimatedDelivery }),
  });
  await dependencies.parked.remove(waiting.map(({ scan }) => scan));
  return outcome;
};
