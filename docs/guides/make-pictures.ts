/** `npm run guides`: the pictures of the guides, made by the browser tests that show the same. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const TESTS = ['components', 'reference', 'track-page', 'pages-journeys', 'shop-work', 'driver-work', 'staff-work'].map(
  (name) => `test/browser/${name}.test.ts`,
);

const { status } = spawnSync(
  process.execPath,
  [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'browser', ...TESTS],
  { stdio: 'inherit', env: { ...process.env, WISMO_GUIDE_PICTURES: join(import.meta.dirname, 'pictures') } },
);
process.exitCode = status ?? 1;
