/**
 * Requests and responses as the source documents write them, made up in full where a document gives keys only. A response
 * of ours has every key of the example, in its nesting; what it has besides is its own.
 */

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/**
 * Paths of the example that a response lacks. A list's first element stands for every element of the response's list,
 * which must not be empty where the example's is not; `undefined` in an example asks for nothing.
 */
export const missingPaths = (example: unknown, actual: unknown, path = ''): readonly string[] => {
  if (!isObject(example)) return [];
  if (!isObject(actual)) return [path];
  if (Array.isArray(example)) {
    if (!Array.isArray(actual) || (example.length > 0 && actual.length === 0)) return [path];
    return actual.flatMap((element, i) => missingPaths(example[0], element, `${path}[${i}]`));
  }
  return Object.entries(example).flatMap(([key, value]) => {
    if (value === undefined) return [];
    const at = path === '' ? key : `${path}.${key}`;
    return key in actual ? missingPaths(value, actual[key], at) : [at];
  });
};
