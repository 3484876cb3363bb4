/** All that a generator yields. */
export const collected = async <T>(generator: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const one of generator) all.push(one);
  return all;
};
