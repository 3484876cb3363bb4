import { dayAt } from '../calendar/zoned-time.ts';
import { seenMilestone } from '../orders/engine/parcel-state.ts';
import { activeParcels, heardAt } from '../orders/engine/silence.ts';
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import { type Estimate, estimateBetween, overAt } from '../orders/model/estimate.ts';
import type { TransitScope } from '../orders/model/estimate-source.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';
import { remainingTime, type TransitHistory } from './transit-history.ts';
import { transitGroupsOf } from './transit-route.ts';
import { stageOf } from './transit-times.ts';

/** When an order can be expected, from how long such parcels took before. */
export interface OwnEstimate {
  /** Days at the place that the order goes to. */
  readonly estimate: Estimate;
  /** How many earlier parcels it is known from. */
  readonly parcels: number;
  readonly scope: TransitScope;
}

interface Asked {
  readonly order: Order;
  /** All scans of the order, in any order. */
  readonly scans: readonly Scan[];
  readonly history: TransitHistory;
  readonly now: Date;
}

const estimateOfParcel = async (
  { order, scans, history, now }: Asked,
  parcel: Shipment,
): Promise<OwnEstimate | undefined> => {
  const stage = stageOf(seenMilestone(parcel));
  if (stage === undefined) return undefined;
  const since = Date.parse(heardAt(parcel));
  const groups = transitGroupsOf(order, parcel, scans);
  const remaining = await remainingTime(history, groups, stage, now.getTime() - since);
  if (remaining === undefined) return undefined;
  const timeZone = orderTimeZone(order);
  const dayIn = (milliseconds: number) => dayAt(new Date(since + milliseconds).toISOString(), timeZone);
  const { from, to, parcels, scope } = remaining;
  return { estimate: estimateBetween(dayIn(from), dayIn(to)), parcels, scope };
};

/** The order comes when its last parcel comes; nothing where too little is known of one of them. */
export const ownEstimate = async (asked: Asked): Promise<OwnEstimate | undefined> => {
  const { order } = asked;
  const timeZone = orderTimeZone(order);
  const each = await Promise.all(activeParcels(order).map((parcel) => estimateOfParcel(asked, parcel)));
  const known = each.filter((one) => one !== undefined);
  if (known.length < each.length) return undefined;
  return known.toSorted((a, b) => overAt(a.estimate, timeZone).localeCompare(overAt(b.estimate, timeZone))).at(-1);
};
