import { join, relative } from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * What a function loads later, if at all, and what is large: a file of its own beside `index.mjs`, so that no start reads
 * it. A package in the same file would also keep the bundler from leaving out what the function does not use of shared
 * ones. By package, or by file of the project; JSON stays JSON.
 */
export const LAZY_PARTS: Readonly<Record<string, string>> = {
  '@aws-lambda-powertools/tracer': 'tracer.mjs',
  'docs/openapi.json': 'openapi.json',
  'docs/asyncapi.json': 'asyncapi.json',
};

/** Leaves a part where it is: the bundle imports it as a file beside itself. */
export const lazyParts: Plugin = {
  name: 'lazy-parts',
  setup(build) {
    const root = build.initialOptions.absWorkingDir ?? '';
    build.onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = path.startsWith('.') ? relative(root, join(resolveDir, path)).replaceAll('\\', '/') : path;
      const file = LAZY_PARTS[name];
      return file === undefined ? undefined : { path: `./${file}`, external: true };
    });
  },
};
