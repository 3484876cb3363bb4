type UndefinedKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];

/** An object whose `undefined` fields are left out, as `exactOptionalPropertyTypes` wants optional ones to be. */
export type DefinedFields<T> = Omit<T, UndefinedKeys<T>> & { [K in UndefinedKeys<T>]?: Exclude<T[K], undefined> };

/** Leaves out what is not given, so that it neither overwrites nor is written. */
export const definedFields = <T extends object>(fields: T): DefinedFields<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as DefinedFields<T>;

/** The fields that are given; `undefined` where none is. */
export const filledFields = <T extends object>(fields: T): DefinedFields<T> | undefined => {
  const filled = definedFields(fields);
  return Object.keys(filled).length === 0 ? undefined : filled;
};
