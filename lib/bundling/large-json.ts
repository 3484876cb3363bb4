import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

const LARGE_BYTES = 64 * 1024;

/**
 * Large JSON as a text that is parsed when it is asked for: the engine reads over a text many times quicker than over the
 * same data as an expression.
 */
export const largeJson: Plugin = {
  name: 'large-json',
  setup(build) {
    build.onLoad({ filter: /\.json$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (text.length < LARGE_BYTES) return undefined;
      const smallest = JSON.stringify(JSON.parse(text));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(smallest)});`, loader: 'js' };
    });
  },
};
