/** Makes the value on first use, and keeps it for as long as the process lives. */
export const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

type Makers = Readonly<Record<string, () => unknown>>;

/**
 * An object whose values are made when they are first read, and then stay. For what a function takes one of and would pay
 * for all of at its start.
 * @example const { big } = madeOnDemand({ big: () => z.object({ … }), other: () => z.object({ … }) });
 */
export const madeOnDemand = <M extends Makers>(makers: M): { readonly [Name in keyof M]: ReturnType<M[Name]> } => {
  const made = {};
  for (const [name, make] of Object.entries(makers)) {
    Object.defineProperty(made, name, {
      enumerable: true,
      configurable: true,
      get: () => {
        const value = make();
        Object.defineProperty(made, name, { enumerable: true, value });
        return value;
      },
    });
  }
  return made as { readonly [Name in keyof M]: ReturnType<M[Name]> };
};
