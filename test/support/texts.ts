/** Every text of a catalogue by its place in it. */
export const textsOf = (catalogue: object): ReadonlyMap<string, string> => {
  const leaves = (value: unknown, path: string): readonly (readonly [string, string])[] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, child]) => leaves(child, `${path}.${key}`));
  return new Map(leaves(catalogue, ''));
};

/** The names that a text has filled in, in alphabetical order. */
export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name = '']) => name).toSorted();
