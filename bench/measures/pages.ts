import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface PageSize {
  /** The page's source, or `every page` for what each of them loads first. */
  readonly page: string;
  readonly gzippedBytes: number;
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly isEntry?: boolean;
  readonly isDynamicEntry?: boolean;
}

const BUILT = join('web', 'dist');

const gzipped = (file: string): number => gzipSync(readFileSync(join(BUILT, file)), { level: 9 }).length;

/** What the chunk loads at once: its own files, and those of all that it imports. */
const filesOf = (manifest: Readonly<Record<string, Chunk>>, name: string, seen = new Set<string>()): Set<string> => {
  const chunk = manifest[name];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const imported of chunk.imports ?? []) filesOf(manifest, imported, seen);
  return seen;
};

/** What every page loads, and what each adds, compressed. @throws when the pages are not built. */
export const measurePages = (): readonly PageSize[] => {
  const path = join(BUILT, '.vite', 'manifest.json');
  if (!existsSync(path)) throw new Error('The pages are not built: npm run build:pages');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, Chunk>>;
  const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? '';
  const first = filesOf(manifest, entry);
  const sum = (files: Iterable<string>): number => [...files].reduce((total, file) => total + gzipped(file), 0);
  const pages = Object.keys(manifest).filter((name) => manifest[name]?.isDynamicEntry && name.endsWith('-page.vue'));
  return [
    { page: 'every page', gzippedBytes: sum(first) + gzipped('index.html') },
    ...pages.map((page) => ({
      page,
      gzippedBytes: sum([...filesOf(manifest, page)].filter((file) => !first.has(file))),
    })),
  ];
};
