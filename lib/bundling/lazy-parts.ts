import type { Plugin } from 'esbuild';

/**
 * What a function loads later, if at all, and what is large: a file of its own beside `index.mjs`, so that no start reads
 * it. In the same file it would also keep the bundler from leaving out what the function does not use of shared packages.
 */
export const LAZY_PARTS: Readonly<Record<string, string>> = {
  '@aws-lambda-powertools/tracer': 'tracer.mjs',
};

/** Leaves a part where it is: the bundle imports it as a file beside itself. */
export const lazyParts: Plugin = {
  name: 'lazy-parts',
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ path, kind }) => {
      const file = kind === 'dynamic-import' ? LAZY_PARTS[path] : undefined;
      return file === undefined ? undefined : { path: `./${file}`, external: true };
    });
  },
};
