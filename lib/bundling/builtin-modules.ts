import { builtinModules as names } from 'node:module';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'builtin-module';
/** Exact, so that the bundler asks about these imports only, and not about every other one. */
const BUILTIN = new RegExp(`^(node:.+|${names.filter((name) => !name.startsWith('_')).join('|')})$`);

/**
 * What few requests need, and takes a millisecond or more to load: loaded when something of it is first used. All requests
 * need `crypto` and `https`: a start has more of a processor than they have.
 */
const LOADED_WHEN_USED: readonly string[] = ['node:net', 'node:util', 'node:zlib'];

const withPrefix = (specifier: string): string => (specifier.startsWith('node:') ? specifier : `node:${specifier}`);

/**
 * Imported by eight files of most functions. The bundler copies the members of a module for each, which is 1.5 ms for the
 * eighty of this one: an object that has them behind it has none to copy.
 */
const OF_MANY_IMPORTS = 'node:crypto';

/** Asks for the module when a member of it is first read. The bundler reads `__esModule` where it imports one. */
const standInFor = (loaded: string): string => `
  let found;
  module.exports = { __proto__: new Proxy({}, { get: (_, name) => (found ??= ${loaded})[name] }), __esModule: 0 };`;

/** Without its prefix, where it has a name without: every bundle asks for some fifteen. */
const shortest = (path: string): string => {
  const bare = path.slice('node:'.length);
  return names.includes(bare) ? bare : path;
};

const contentsOf = (path: string): string => {
  const loaded = `process.getBuiltinModule(${JSON.stringify(shortest(path))})`;
  if (LOADED_WHEN_USED.includes(path)) return standInFor(loaded);
  return path === OF_MANY_IMPORTS ? `module.exports = { __proto__: ${loaded} };` : `module.exports = ${loaded};`;
};

/**
 * Turns imports of Node's own modules into `process.getBuiltinModule`. A static `import 'node:http'` makes the ESM
 * loader link that module before the first line runs (18 ms of a cold start, measured); a call costs nothing until it is
 * reached. It also spares the `createRequire` shim that CommonJS dependencies would need in an ES module.
 */
export const builtinModules: Plugin = {
  name: 'builtin-modules',
  setup(build) {
    build.onResolve({ filter: BUILTIN }, ({ path }) => ({ path: withPrefix(path), namespace: NAMESPACE }));
    build.onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: contentsOf(path),
      loader: 'js',
    }));
  },
};
