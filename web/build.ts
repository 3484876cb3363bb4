/**
 * `npm run build:pages`: the tracking page, and the app into `web/dist`. Installing, starting and testing do so by
 * themselves; nothing is built when nothing has changed since.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { digestOf } from '../local/assembly/synthesize.ts';
import { COMPILED_PAGE_PATH, compiledPage } from './track/build.ts';

const ROOT = join(import.meta.dirname, '..');
const INPUTS = ['web/app', 'web/build.ts', 'web/vite.config.ts', 'client/src', 'shared', 'package-lock.json'];
const STAMP = join(ROOT, '.cache', 'pages');
const DOCUMENT = join(import.meta.dirname, 'dist', 'index.html');

writeFileSync(COMPILED_PAGE_PATH, await compiledPage());

const digest = digestOf(ROOT, INPUTS);
const built = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
if (built !== digest || !existsSync(DOCUMENT)) {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(STAMP, digest);
}
