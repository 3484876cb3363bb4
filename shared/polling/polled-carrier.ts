import type { CarrierClient, Hook } from '../carriers/carrier-client.ts';
import type { TrackedCarrier } from '../contract/carrier-apis.ts';

/** A carrier as a worker asks it. */
export interface PolledCarrier {
  readonly carrier: Pick<TrackedCarrier, 'id' | 'poll' | 'subscription' | 'capabilities'>;
  readonly client: Pick<CarrierClient, 'track' | 'subscribe' | 'cancelDelivery'>;
  /** Where it is to push to; absent where it is not asked for pushes. */
  readonly hook?: Hook;
}
