const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, part]) => part !== undefined);

/** Whether two flat values say the same: a wish repeated because its response was lost changes nothing. */
export const isSameContent = (left: object | undefined, right: object): boolean => {
  if (left === undefined) return false;
  const known = new Map(entriesOf(left));
  const asked = entriesOf(right);
  return asked.length === known.size && asked.every(([name, part]) => known.get(name) === part);
};
