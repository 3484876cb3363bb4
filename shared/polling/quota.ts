/** How much of a carrier's quota polling may use at a time: evenly over its window, and never all of it. */
import type { PollLimits } from '../contract/carrier-descriptor.ts';

export type Quota = PollLimits['quotas'][number];

/** The rest is for subscriptions, deliveries and whoever else uses the account. */
const SHARE_OF_POLLING = 0.9;
/** What may be used at once at the beginning of a window, of the whole: a parcel at the door need not wait for its turn. */
const SHARE_AT_ONCE = 0.1;
/** A worker paces shorter windows itself, for there is one at a time; longer ones are counted in the table. */
const PACED_SECONDS = 60;

export const isPaced = ({ seconds }: Quota): boolean => seconds < PACED_SECONDS;

/** Calls that may have been made by now in the window that `now` falls into. */
export const fairShare = ({ calls, seconds }: Quota, now: Date): number => {
  const passed = ((now.getTime() / 1_000) % seconds) / seconds;
  const forPolling = calls * SHARE_OF_POLLING;
  return Math.min(Math.floor(forPolling), Math.ceil(forPolling * (SHARE_AT_ONCE + (1 - SHARE_AT_ONCE) * passed)));
};

/** Milliseconds between two calls, by the strictest of the short windows; 0 without any. */
export const spacingMilliseconds = (quotas: readonly Quota[]): number =>
  Math.max(0, ...quotas.filter(isPaced).map(({ calls, seconds }) => (seconds * 1_000) / (calls * SHARE_OF_POLLING)));

/** What is left of the scarcest of the counted quotas, 0 to 100; `undefined` without one. */
export const quotaLeftPercent = async (
  quotas: readonly Quota[],
  usedOf: (quota: Quota) => Promise<number>,
): Promise<number | undefined> => {
  const counted = quotas.filter((quota) => !isPaced(quota));
  const left = await Promise.all(
    counted.map(async (quota) => Math.max(0, 100 * (1 - (await usedOf(quota)) / quota.calls))),
  );
  return left.length === 0 ? undefined : Math.floor(Math.min(...left));
};

/** When the window ends that `now` falls into. */
export const windowEnd = ({ seconds }: Pick<Quota, 'seconds'>, now: Date): Date =>
  new Date((Math.floor(now.getTime() / 1_000 / seconds) + 1) * seconds * 1_000);
