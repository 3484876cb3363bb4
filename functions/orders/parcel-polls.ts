import { leadingMilestone } from '../../shared/orders/engine/parcel-state.ts';
import { isEnd } from '../../shared/orders/engine/scan-flags.ts';
import type { Order } from '../../shared/orders/model/order.ts';
import type { ParcelPoll } from '../../shared/polling/parcel-poll.ts';
import type { ParcelPollStore } from '../../shared/polling/parcel-poll-store.ts';

export interface ParcelPollReads {
  readonly polls: Pick<ParcelPollStore, 'get'>;
  /** Ids of the carriers that the stage has an account with: of others there is nothing to read. */
  readonly polledCarriers: readonly string[];
}

/** How the parcels of an order are followed at their carriers; nothing is read of those that are at their end. */
export const parcelPolls = async (
  { polls, polledCarriers }: ParcelPollReads,
  { shipments }: Pick<Order, 'shipments'>,
): Promise<readonly ParcelPoll[]> => {
  const open = shipments.filter(
    (parcel) => polledCarriers.includes(parcel.carrier) && !isEnd(leadingMilestone(parcel)),
  );
  const found = await Promise.all(
    [...Map.groupBy(open, ({ carrier }) => carrier)].map(([carrier, parcels]) =>
      polls.get(
        carrier,
        parcels.map(({ trackingNumber }) => trackingNumber),
      ),
    ),
  );
  return found.flat();
};
