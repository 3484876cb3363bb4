import { readFileSync } from 'node:fs';
import { compileFunction, constants } from 'node:vm';

/** What stands in a bundle for something of its environment alone, instead of the thread's. */
const SHADOWED = [
  'process',
  'console',
  'globalThis',
  'global',
  'awslambda',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
] as const;
export type Shadows = Readonly<Record<(typeof SHADOWED)[number], unknown>>;

/** Makes a new copy of the bundle's module, and returns its exports. */
export type Bundle = (shadows: Shadows) => Readonly<Record<string, unknown>>;

/** How the bundler ends a bundle: one list of exports, and nothing of a module's syntax before it. */
const EXPORTS = /;?\s*export\s*\{([^{}]*)\};?\s*$/;
const STRICT = '"use strict";';

/**
 * The source as the body of a function. Every character before the exports stays where it is, so that a place in a stack
 * is a place in the bundle.
 */
function bodyOf(source: string): string {
  const exports = EXPORTS.exec(source);
  if (exports === null) throw new SyntaxError('A bundle that shares a thread ends with one list of its exports');
  const members = (exports[1] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [name = '', alias = name] = one.split(/\s+as\s+/);
      return `${alias}:${name}`;
    });
  return `${STRICT}${source.slice(0, exports.index)};return{${members.join()}}`;
}

/**
 * Loads bundles. Environments of one function share its compiled code and nothing else.
 *
 * @throws SyntaxError where a bundle needs more of a module's syntax than its last line: imports, or an await.
 */
export function createBundles(): { load(entry: string): Bundle } {
  const loaded = new Map<string, Bundle>();
  return {
    load: (entry) => {
      const known = loaded.get(entry);
      if (known !== undefined) return known;
      const run = compileFunction(bodyOf(readFileSync(entry, 'utf8')), [...SHADOWED], {
        filename: entry,
        columnOffset: -STRICT.length,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
      const bundle: Bundle = (shadows) => run(...SHADOWED.map((name) => shadows[name]));
      loaded.set(entry, bundle);
      return bundle;
    },
  };
}
