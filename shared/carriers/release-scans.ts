import { leadingOutcome, type WebhookOutcome } from '../webhooks/webhook-telemetry.ts';
import { type ApplyUpdateDependencies, applyTrackingUpdate } from './apply-tracking-update.ts';
import { recordedScans } from './recorded-scans.ts';

/**
 * Right after a parcel was taken off an order: what its carrier reported of it is applied to whichever order has it now,
 * or waits for the one that registers it next. The order that had it no longer claims it, and keeps its record.
 * May run any number of times. `duplicate`: nothing had been reported, or all of it was applied already.
 */
export const releaseScans = async (
  dependencies: ApplyUpdateDependencies,
  { orderId, trackingNumber }: { readonly orderId: string; readonly trackingNumber: string },
): Promise<WebhookOutcome> => {
  const scans = await recordedScans(dependencies.store, orderId, (scan) => scan.trackingNumber === trackingNumber);
  const outcomes: WebhookOutcome[] = ['duplicate'];
  for (const [carrier, own] of Map.groupBy(scans, (scan) => scan.carrier)) {
    outcomes.push(await applyTrackingUpdate(dependencies, carrier, { trackingNumber, scans: own }));
  }
  return leadingOutcome(outcomes);
};
