import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { builtinModules } from './builtin-modules.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { type Bundles, FUNCTION_ENTRIES, FUNCTION_IDS, type FunctionId } from './function-entries.ts';

export interface BundleOptions {
  /** The project's root: entries, the cache and every path in an output are relative to it. */
  readonly root: string;
  /** Source maps are written beside the bundles' folders, so that they never change a bundle's hash and never ship. */
  readonly sourceMaps?: boolean;
}

/** What one bundle weighs, and which packages weigh most in it. */
export interface BundleSize {
  readonly id: string;
  readonly bytes: number;
  /** Bytes in the output by package (or `wismo` for the project's own files), heaviest first. */
  readonly packages: readonly { readonly name: string; readonly bytes: number }[];
}

const CACHE = '.cache/bundles';

/** Where the sizes of the last bundling are written, for the benchmark. */
export const BUNDLE_SIZES_FILE = `${CACHE}/sizes.json`;

/** Fixed settings: the same sources give the same bytes on every machine, so that asset hashes change with code only. */
const SETTINGS = {
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  treeShaking: true,
  legalComments: 'none',
  charset: 'utf8',
  metafile: true,
  logLevel: 'silent',
  outExtension: { '.js': '.mjs' },
  loader: { '.html': 'text', '.liquid': 'text', '.css': 'text', '.svg': 'text', '.json': 'json' },
  plugins: [builtinModules, environmentCredentials],
} as const satisfies BuildOptions;

/**
 * Bundles one entry in memory.
 *
 * Without code splitting, a dynamic `import()` of an own or installed module stays lazy: the module is put into the same
 * file as an initialiser that runs at the first call.
 */
export const bundleEntry = async (root: string, entry: string, sourceMaps = false) => {
  const result = await build({
    ...SETTINGS,
    absWorkingDir: resolve(root),
    entryPoints: { index: entry },
    outdir: 'out',
    ...(sourceMaps ? { sourcemap: 'external' as const } : {}),
  });
  const file = (ending: string) => result.outputFiles.find(({ path }) => path.endsWith(ending))?.contents;
  const code = file('index.mjs');
  if (code === undefined) throw new Error(`${entry}: the bundler gave no index.mjs.`);
  return { code, sourceMap: file('index.mjs.map'), metafile: result.metafile };
};

/**
 * Bundles every function, in parallel, to `.cache/bundles/<id>/index.mjs`.
 *
 * @throws Error that names every function whose source file does not exist.
 * @throws AggregateError with one error for each function that cannot be bundled.
 */
export const bundleFunctions = async ({ root, sourceMaps = false }: BundleOptions): Promise<Bundles> => {
  const missing = FUNCTION_IDS.filter((id) => !existsSync(join(root, FUNCTION_ENTRIES[id])));
  if (missing.length > 0) {
    const list = missing.map((id) => `  ${id}: ${FUNCTION_ENTRIES[id]}`).join('\n');
    throw new Error(`These functions have no source file:\n${list}`);
  }
  const results = await Promise.allSettled(FUNCTION_IDS.map((id) => bundleFunction(root, id, sourceMaps)));
  const failures = results.flatMap((result, at) =>
    result.status === 'rejected' ? [new Error(`${FUNCTION_IDS[at]}: ${result.reason}`, { cause: result.reason })] : [],
  );
  if (failures.length > 0) {
    const list = failures.map(({ message }) => `  ${message}`).join('\n');
    throw new AggregateError(failures, `These functions cannot be bundled:\n${list}`);
  }
  const sizes = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  await writeWhenChanged(join(root, BUNDLE_SIZES_FILE), Buffer.from(`${JSON.stringify(sizes, null, 2)}\n`));
  return Object.fromEntries(FUNCTION_IDS.map((id) => [id, join(root, CACHE, id)])) as Record<FunctionId, string>;
};

const bundleFunction = async (root: string, id: FunctionId, sourceMaps: boolean): Promise<BundleSize> => {
  const { code, sourceMap, metafile } = await bundleEntry(root, FUNCTION_ENTRIES[id], sourceMaps);
  await writeWhenChanged(join(root, CACHE, id, 'index.mjs'), code);
  if (sourceMap !== undefined) await writeWhenChanged(join(root, CACHE, 'source-maps', `${id}.map`), sourceMap);
  return { id, bytes: code.byteLength, packages: packagesOf(metafile) };
};

/** `node_modules/@scope/name/dist/x.js` is of `@scope/name`; the last `node_modules` counts, for nested ones. */
const packageOf = (path: string): string => {
  const [scopeOrName = '', name = ''] = path.split('node_modules/').at(-1)?.split('/') ?? [];
  if (!path.includes('node_modules/')) return 'wismo';
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
};

const packagesOf = (metafile: Metafile): BundleSize['packages'] => {
  const bytes = new Map<string, number>();
  for (const output of Object.values(metafile.outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
      bytes.set(packageOf(path), (bytes.get(packageOf(path)) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes]
    .map(([name, sum]) => ({ name, bytes: sum }))
    .filter((entry) => entry.bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
};

/** Whole or not at all: several syntheses may run at the same time and share the cache. */
const writeWhenChanged = async (path: string, contents: Uint8Array): Promise<void> => {
  if (existsSync(path) && (await readFile(path)).equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  // Beside the bundle's folder, never in it: everything in the folder is part of the asset.
  const unfinished = `${dirname(path)}.${basename(path)}.${process.pid}.tmp`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
};
