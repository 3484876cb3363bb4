/**
 * `npm run build:pages`: the tracking page, and the app into `web/dist`. Installing, starting and testing do so by
 * themselves; nothing is built when nothing has changed since.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { build } from 'vite';
import { digestOf } from '../local/assembly/synthesize.ts';
import { type BuiltChunks, shellList } from './shell-files.ts';
import { COMPILED_PAGE_PATH, compiledPage } from './track/build.ts';

const ROOT = join(import.meta.dirname, '..');
const INPUTS = [
  'web/app',
  'web/worker',
  'web/track/manifest.webmanifest',
  'web/build.ts',
  'web/shell-files.ts',
  'web/vite.config.ts',
  'client/src',
  'shared',
  'package-lock.json',
];
const STAMP = join(ROOT, '.cache', 'pages');
const DIST = join(import.meta.dirname, 'dist');
const BUILT = ['index.html', 'worker.js', 'track-worker.js', 'track.webmanifest'].map((name) => join(DIST, name));
const read = (name: string): string => readFileSync(join(DIST, name), 'utf8');

writeFileSync(COMPILED_PAGE_PATH, await compiledPage());

const digest = digestOf(ROOT, INPUTS);
const built = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
if (built !== digest || !BUILT.every((file) => existsSync(file))) {
  await build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn' });
  const list = shellList(read('index.html'), JSON.parse(read('.vite/manifest.json')) as BuiltChunks);
  writeFileSync(join(DIST, list.path), list.text);
  for (const name of ['worker', 'track-worker']) {
    await bundle({
      entryPoints: [join(import.meta.dirname, 'worker', `${name}.ts`)],
      outfile: join(DIST, `${name}.js`),
      define: { APP_FILES: JSON.stringify(list.path) },
      bundle: true,
      minify: true,
      format: 'iife',
      target: ['es2022'],
      legalComments: 'none',
    });
  }
  const manifest: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, 'track', 'manifest.webmanifest'), 'utf8'),
  );
  writeFileSync(join(DIST, 'track.webmanifest'), JSON.stringify(manifest));
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(STAMP, digest);
}
