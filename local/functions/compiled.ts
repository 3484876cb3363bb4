import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { digestOf } from '../assembly/synthesize.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = ['local/functions', 'package-lock.json'];

/**
 * A thread's program as one file of JavaScript, made once for these sources: a thread that strips types itself takes
 * longer to start and keeps the memory of it.
 */
export function compiled(name: 'worker' | 'thread/thread'): string {
  const directory = join(ROOT, '.cache', 'threads');
  const file = join(directory, `${name.replace('/', '-')}-${digestOf(ROOT, SOURCES)}.mjs`);
  if (existsSync(file)) return file;
  const { outputFiles } = buildSync({
    entryPoints: [join(ROOT, 'local/functions', `${name}.ts`)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    write: false,
  });
  mkdirSync(directory, { recursive: true });
  // Whole or not at all: several clouds may start at the same time.
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, outputFiles[0]?.contents ?? '');
  renameSync(unfinished, file);
  return file;
}
