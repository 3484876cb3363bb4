import type { Clock } from '../clock/clock.ts';
import type { UsualSilence } from '../orders/engine/deadlines.ts';
import type { TransitScope } from '../orders/model/estimate-source.ts';
import { countOf, type DurationSketch, longerThan, quantileOf } from './duration-sketch.ts';
import type { TransitGroup } from './transit-route.ts';
import type { Stage, TransitMeasure, TransitTimes } from './transit-times.ts';

/** What was learnt of parcels that were delivered: counts by carrier, service and countries, and nothing of people. */
export interface TransitHistory {
  /** All that is known of a group, of the last months. */
  find(group: TransitGroup): Promise<TransitTimes>;
}

export interface TransitHistoryStore extends TransitHistory {
  /** Adds to what is known of each group. Whoever does it at the same time loses nothing. */
  add(groups: readonly TransitGroup[], times: TransitTimes, at: Date): Promise<void>;
  /** Whether nobody has learnt from that parcel yet. From then on somebody has. */
  claim(orderId: string, trackingNumber: string, at: Date): Promise<boolean>;
}

/** Fewer say nothing about one in twenty. */
const MIN_KNOWN = 30;
/** Of parcels that took longer still than this one has taken. */
const MIN_LONGER = 10;

const CACHE_MILLISECONDS = 15 * 60_000;
const MAX_CACHED = 500;

/** Reads each group once in a quarter of an hour: what is usual does not change faster. */
export const cachedTransitHistory = (history: TransitHistory, clock: Clock): TransitHistory => {
  const known = new Map<string, { readonly until: number; readonly times: Promise<TransitTimes> }>();
  return {
    find: (group) => {
      const name = JSON.stringify([group.carrier, group.service, group.countries]);
      const now = clock.now().getTime();
      const cached = known.get(name);
      if (cached !== undefined && cached.until > now) return cached.times;
      if (known.size >= MAX_CACHED) known.clear();
      const times = history.find(group);
      known.set(name, { until: now + CACHE_MILLISECONDS, times });
      times.catch(() => known.delete(name));
      return times;
    },
  };
};

interface Known {
  readonly sketch: DurationSketch;
  readonly scope: TransitScope;
}

/** The nearest group of which enough is known. */
const nearest = async (
  history: TransitHistory,
  groups: readonly TransitGroup[],
  measure: TransitMeasure,
  stage: Stage,
  isEnough: (sketch: DurationSketch) => boolean,
): Promise<Known | undefined> => {
  for (const group of groups) {
    const sketch = (await history.find(group))[measure][stage];
    if (sketch !== undefined && countOf(sketch) >= MIN_KNOWN && isEnough(sketch)) return { sketch, scope: group.scope };
  }
  return undefined;
};

export interface KnownSilence extends UsualSilence {
  readonly scope: TransitScope;
}

/** One in twenty silences is longer. */
const USUAL_SHARE = 0.95;

/** How long parcels like this one are silent after a stage; nothing while too little is known. */
export const usualSilence = async (
  history: TransitHistory,
  groups: readonly TransitGroup[],
  stage: Stage,
): Promise<KnownSilence | undefined> => {
  const known = await nearest(history, groups, 'silence', stage, () => true);
  const milliseconds = known && quantileOf(known.sketch, USUAL_SHARE);
  if (known === undefined || milliseconds === undefined) return undefined;
  return { milliseconds, silences: countOf(known.sketch), scope: known.scope };
};

/** How much longer parcels like this one take, in milliseconds since the stage was reached. */
export interface RemainingTime {
  readonly from: number;
  readonly to: number;
  /** How many parcels it is known from. */
  readonly parcels: number;
  readonly scope: TransitScope;
}

/** A quarter comes earlier than that, and a tenth later. */
const EARLY_SHARE = 0.25;
const LATE_SHARE = 0.9;

/**
 * When parcels come that have got as far and are not there yet: what has passed since is known not to have sufficed.
 *
 * @param elapsed Milliseconds since the stage was reached.
 */
export const remainingTime = async (
  history: TransitHistory,
  groups: readonly TransitGroup[],
  stage: Stage,
  elapsed: number,
): Promise<RemainingTime | undefined> => {
  const stillOpen = (sketch: DurationSketch) => (elapsed > 0 ? longerThan(sketch, elapsed) : sketch);
  const known = await nearest(
    history,
    groups,
    'remaining',
    stage,
    (sketch) => countOf(stillOpen(sketch)) >= MIN_LONGER,
  );
  if (known === undefined) return undefined;
  const open = stillOpen(known.sketch);
  const [from, to] = [quantileOf(open, EARLY_SHARE), quantileOf(open, LATE_SHARE)];
  if (from === undefined || to === undefined) return undefined;
  return { from, to, parcels: countOf(known.sketch), scope: known.scope };
};
