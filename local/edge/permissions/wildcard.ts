const compiled = new Map<string, RegExp>();

/** IAM's wildcards: `*` any characters, `?` one. Compiled once for each pattern. */
export function wildcard(pattern: string, ignoringCase = false): RegExp {
  const key = `${ignoringCase ? 'i' : 's'}${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, ignoringCase ? 'is' : 's');
  compiled.set(key, expression);
  return expression;
}
