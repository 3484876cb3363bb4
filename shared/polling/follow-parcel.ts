import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import { isEnd } from '../orders/engine/scan-flags.ts';
import type { Order } from '../orders/model/order.ts';
import { PHASE_KINDS } from '../workflows/phase-kind.ts';
import type { FollowedParcel } from './parcel-poll.ts';
import type { ParcelPollStore } from './parcel-poll-store.ts';

export interface FollowDependencies {
  readonly polls: Pick<ParcelPollStore, 'start' | 'get'>;
  readonly clock: { now(): Date };
  readonly random: () => number;
  /** Ids of the carriers that the stage has an account with. */
  readonly polledCarriers: readonly string[];
}

/** A carrier knows a new number after some minutes; webhooks that came before are applied by then. */
const FIRST_LOOK_SECONDS = 120;
/** What a sweep finds missing is spread over an hour. */
const REPAIR_SECONDS = 3_600;

/** Between half of it and all. */
const soon = ({ clock, random }: FollowDependencies, seconds: number): string =>
  new Date(clock.now().getTime() + Math.round(seconds * 500 * (1 + random()))).toISOString();

const isPolled = ({ polledCarriers }: FollowDependencies, carrier: string): boolean => polledCarriers.includes(carrier);

/** Begins to follow a parcel that was registered. Nothing happens where its carrier cannot be asked. */
export const followParcel = async (dependencies: FollowDependencies, parcel: FollowedParcel): Promise<void> => {
  if (isPolled(dependencies, parcel.carrier))
    await dependencies.polls.start(parcel, soon(dependencies, FIRST_LOOK_SECONDS));
};

/** The parcels of an order that its carriers are to be asked for. */
const openParcels = ({ shipments, phase }: Order): readonly FollowedParcel[] =>
  PHASE_KINDS[phase] === 'final' ? [] : shipments.filter((parcel) => !isEnd(leadingMilestone(parcel)));

/**
 * Follows the parcels of an order that are not followed and should be: the message about one was lost, or the stage has
 * an account with its carrier only now.
 *
 * @returns how many there were.
 */
export const followMissing = async (dependencies: FollowDependencies, order: Order): Promise<number> => {
  const wanted = openParcels(order).filter(({ carrier }) => isPolled(dependencies, carrier));
  const missing: FollowedParcel[] = [];
  for (const [carrier, parcels] of Map.groupBy(wanted, (parcel) => parcel.carrier)) {
    const known = await dependencies.polls.get(
      carrier,
      parcels.map(({ trackingNumber }) => trackingNumber),
    );
    missing.push(
      ...parcels.filter((parcel) => !known.some(({ trackingNumber }) => trackingNumber === parcel.trackingNumber)),
    );
  }
  for (const parcel of missing) await dependencies.polls.start(parcel, soon(dependencies, REPAIR_SECONDS));
  return missing.length;
};
