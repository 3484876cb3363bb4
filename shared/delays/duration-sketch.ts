/**
 * How long things took, as counts in buckets that each end a quarter later than the one before. A quantile is right
 * within an eighth of itself (DDSketch's guarantee), and counts can be added in any order, by anybody, without being
 * read. Source of the method: Masson, Rim and Lee, "DDSketch", VLDB 2019.
 */

/** Bucket → how many. */
export type DurationSketch = ReadonlyMap<number, number>;

const GROWTH = 1.25;
const MINUTE = 60_000;
/** Ends after 184 days: whatever takes longer is in it too. */
const LAST_BUCKET = 56;

/** The largest share by which a quantile may be off. */
export const MAX_RELATIVE_ERROR = (GROWTH - 1) / (GROWTH + 1);

/** Bucket of a duration. What takes a minute or less is in the first. */
export const bucketOf = (milliseconds: number): number => {
  const minutes = milliseconds / MINUTE;
  return minutes <= 1 ? 0 : Math.min(Math.ceil(Math.log(minutes) / Math.log(GROWTH)), LAST_BUCKET);
};

/** The duration that stands for all of a bucket. */
const durationOf = (bucket: number): number =>
  bucket === 0 ? MINUTE : ((2 * GROWTH ** bucket) / (GROWTH + 1)) * MINUTE;

export const sketchOf = (durations: readonly number[]): DurationSketch =>
  durations.reduce<Map<number, number>>((sketch, milliseconds) => {
    const bucket = bucketOf(milliseconds);
    return sketch.set(bucket, (sketch.get(bucket) ?? 0) + 1);
  }, new Map());

export const mergedSketch = (a: DurationSketch, b: DurationSketch): DurationSketch => {
  const merged = new Map(a);
  for (const [bucket, count] of b) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
  return merged;
};

export const countOf = (sketch: DurationSketch): number => [...sketch.values()].reduce((sum, count) => sum + count, 0);

/** Those that took longer than that. */
export const longerThan = (sketch: DurationSketch, milliseconds: number): DurationSketch =>
  new Map([...sketch].filter(([bucket]) => bucket > bucketOf(milliseconds)));

/**
 * The duration that a share of them did not exceed, in milliseconds; `undefined` where there are none.
 *
 * @param share From 0 to 1: `0.95` for nineteen of twenty.
 */
export const quantileOf = (sketch: DurationSketch, share: number): number | undefined => {
  const rank = share * (countOf(sketch) - 1);
  let counted = 0;
  for (const [bucket, count] of [...sketch].toSorted(([a], [b]) => a - b)) {
    counted += count;
    if (counted > rank) return durationOf(bucket);
  }
  return undefined;
};
