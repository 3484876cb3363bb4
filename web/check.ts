/** `vue-tsc` with the TypeScript that it can carry: types of the pages, templates included. */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// Where npm has installed the workspace: its own TypeScript lies there.
const installed = realpathSync(join(import.meta.dirname, '..', 'node_modules', 'wismo-web'));
const require = createRequire(join(installed, 'package.json'));
process.argv = [process.argv[0] ?? '', 'vue-tsc', '--noEmit', '-p', join(import.meta.dirname, 'tsconfig.json')];
require('vue-tsc').run(require.resolve('typescript/lib/tsc'));
