/** A generator of numbers in [0, 1) that repeats itself for a seed: mulberry32. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** `size` of the items, or all when there are fewer: the same ones for the same seed, in their own order. */
export const sample = <Item>(items: readonly Item[], size: number, seed: number): readonly Item[] => {
  const random = seeded(seed);
  const ranked = items.map((item, index) => ({ item, index, rank: random() }));
  const chosen = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, size);
  return chosen.toSorted((a, b) => a.index - b.index).map(({ item }) => item);
};
