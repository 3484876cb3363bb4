/** `some_carrier` → `SomeCarrier`, as ids of constructs are written. */
export const pascalCase = (id: string): string =>
  id
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
