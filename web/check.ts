/** `vue-tsc` with the TypeScript that it can carry: types of the pages, templates included. */
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(import.meta.dirname, 'package.json'));
process.argv = [process.argv[0] ?? '', 'vue-tsc', '--noEmit', '-p', join(import.meta.dirname, 'tsconfig.json')];
require('vue-tsc').run(require.resolve('typescript/lib/tsc'));
