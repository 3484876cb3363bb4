import { daysAfter, SECONDS_A_DAY } from '../calendar/durations.ts';
import type { Clock } from '../clock/clock.ts';
import { definedFields } from '../defined-fields.ts';
import type { RateLimit, RateLimitStore } from '../security/rate-limit-store.ts';
import type { WebhookOutcome, WebhookTelemetry } from '../webhooks/webhook-telemetry.ts';
import type { TrackingUpdate } from './carrier.ts';
import type { ParkedScanStore } from './parked-scan-store.ts';

/** Scans of a parcel that nobody registers are stored so long: carriers report nothing new of it after that. */
const PARKED_DAYS = 90;

/**
 * Deliveries of unknown parcels that are parked, per carrier and day. An account may ship far more than is sold here;
 * what goes beyond this is not read from the table again, and its raw events are stored all the same.
 */
const PARKED_RATE: RateLimit = { limit: 50_000, windowSeconds: SECONDS_A_DAY };

/** A parcel has some dozens of scans in its life. */
const MAX_PARKED_SCANS = 100;

export interface ParkDependencies {
  readonly parked: Pick<ParkedScanStore, 'park'>;
  readonly rates: RateLimitStore;
  readonly clock: Clock;
  readonly telemetry: WebhookTelemetry;
}

/** Parks what a carrier sent of a parcel that no order has. `ignored` where the carrier's day is full. */
export const parkUpdate = async (
  { parked, rates, clock, telemetry }: ParkDependencies,
  carrier: string,
  { trackingNumber, scans, estimatedDelivery, facts, reference }: TrackingUpdate,
): Promise<WebhookOutcome> => {
  const now = clock.now();
  const verdict = await rates.take(`parked:${carrier}`, PARKED_RATE, now);
  if (!verdict.allowed) {
    telemetry.count('ParkingRefused', carrier);
    telemetry.warn('Scans of an unknown parcel were not parked', { carrier, trackingNumber });
    return 'ignored';
  }
  const retainUntil = daysAfter(now, PARKED_DAYS);
  await parked.park(
    scans.slice(-MAX_PARKED_SCANS).map((scan) => ({
      scan,
      retainUntil,
      ...definedFields({ estimatedDelivery, facts, reference }),
    })),
  );
  return 'parked';
};
