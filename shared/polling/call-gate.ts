import type { PollLimits } from '../contract/carrier-descriptor.ts';
import type { RateLimitStore } from '../security/rate-limit-store.ts';
import { fairShare, isPaced, type Quota, spacingMilliseconds } from './quota.ts';

export interface GateDependencies {
  readonly rates: Pick<RateLimitStore, 'take'>;
  readonly clock: { now(): Date };
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The scope under which the calls of a carrier are counted, of polling and of subscriptions. */
export const callScope = (carrier: string): string => `carrier-calls:${carrier}`;

export interface CallGate {
  /** How many calls may go side by side. */
  readonly maxWidth: number;
  /** How many of so many calls may be made now; 0 once a quota is used up. */
  take(wanted: number): Promise<number>;
  /** Resolves when the next call may begin: side by side where the carrier knows no pace. */
  pass(): Promise<void>;
}

const MAX_CALLS_AT_ONCE = 32;
/** At such a pace calls go one by one: side by side they would only wait. */
const ALONE_MILLISECONDS = 500;

const takeOf = async (
  { rates, clock }: GateDependencies,
  carrier: string,
  quota: Quota,
  wanted: number,
): Promise<number> => {
  const { seconds: windowSeconds } = quota;
  for (let amount = wanted; amount >= 1; amount = Math.floor(amount / 2)) {
    const now = clock.now();
    const limit = fairShare(quota, now);
    if (amount > limit) continue;
    const verdict = await rates.take(callScope(carrier), { limit, windowSeconds }, now, amount);
    if (verdict.allowed) return amount;
  }
  return 0;
};

/** What keeps a worker within the quotas of its carrier. */
export const callGate = (dependencies: GateDependencies, carrier: string, { quotas }: PollLimits): CallGate => {
  const { clock, sleep } = dependencies;
  const spacing = spacingMilliseconds(quotas);
  const counted = quotas.filter((quota) => !isPaced(quota));
  // The worker before this one may have made its last call just now.
  let freeAt = clock.now().getTime() + spacing;
  return {
    maxWidth: spacing >= ALONE_MILLISECONDS ? 1 : MAX_CALLS_AT_ONCE,
    take: async (wanted) => {
      let allowed = wanted;
      for (const quota of counted) allowed = await takeOf(dependencies, carrier, quota, allowed);
      return allowed;
    },
    pass: async () => {
      if (spacing === 0) return;
      const now = clock.now().getTime();
      const at = Math.max(now, freeAt);
      freeAt = at + spacing;
      if (at > now) await sleep(at - now);
    },
  };
};
