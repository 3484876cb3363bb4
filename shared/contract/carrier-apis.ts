/** Carriers by what their APIs can: apart from the registry, for most functions ask no carrier. */
import type { CarrierApi, PollLimits } from './carrier-descriptor.ts';
import { CARRIERS, type Carrier } from './carrier-registry.ts';

/** A carrier that has an API. */
export type ApiCarrier = Carrier & { readonly api: CarrierApi };

const hasApi = (carrier: Carrier): carrier is ApiCarrier => carrier.api !== undefined;

/** Carriers of whose APIs an account may be had. */
export const CARRIERS_WITH_API: readonly ApiCarrier[] = CARRIERS.filter(hasApi);

/** A carrier whose API is asked for parcels. */
export type TrackedCarrier = Carrier & { readonly poll: PollLimits; readonly api: CarrierApi };

const isTracked = (carrier: Carrier): carrier is TrackedCarrier =>
  carrier.poll !== undefined && carrier.api !== undefined && carrier.capabilities.includes('track');

/** Carriers that can be asked for their parcels, where the stage has an account with them. */
export const TRACKED_CARRIERS: readonly TrackedCarrier[] = CARRIERS.filter(isTracked);

/** Carriers that bring single orders, as they are asked to. */
export const COURIERS: readonly TrackedCarrier[] = TRACKED_CARRIERS.filter(({ capabilities }) =>
  capabilities.includes('deliver'),
);

export const courierWithId = (id: string): TrackedCarrier | undefined => COURIERS.find((carrier) => carrier.id === id);

export const trackedCarrierWithId = (id: string): TrackedCarrier | undefined =>
  TRACKED_CARRIERS.find((carrier) => carrier.id === id);
