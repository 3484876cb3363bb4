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

/**
 * The items in an order that is random, and the same for the same seed. What is then left out of it changes nothing
 * about the order of the others.
 */
export const shuffled = <Item>(items: readonly Item[], seed: number): readonly Item[] => {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
};
