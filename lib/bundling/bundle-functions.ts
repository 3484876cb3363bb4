import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type Message, type Metafile } from 'esbuild';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { builtinModules } from './builtin-modules.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { type Bundles, FUNCTION_ENTRIES, FUNCTION_IDS } from './function-entries.ts';

export interface BundleOptions {
  /** The project's root: entries, the cache and every path in an output are relative to it. */
  readonly root: string;
  /** Source maps are written beside the bundles' folders, so that they never change a bundle's hash and never ship. */
  readonly sourceMaps?: boolean;
}

export interface Weight {
  readonly name: string;
  readonly bytes: number;
}

/** What one bundle weighs, and what weighs most in it. */
export interface BundleSize {
  readonly id: string;
  readonly bytes: number;
  /** Bytes in the output by package (or `wismo` for the project's own files), heaviest first. */
  readonly packages: readonly Weight[];
  /** The heaviest of the project's own files. */
  readonly modules: readonly Weight[];
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
  outdir: 'out',
  outExtension: { '.js': '.mjs' },
  loader: { '.html': 'text', '.liquid': 'text', '.css': 'text', '.svg': 'text', '.json': 'json' },
  plugins: [builtinModules, environmentCredentials],
} as const satisfies BuildOptions;

interface Bundled {
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array | undefined;
  readonly size: Omit<BundleSize, 'id'>;
}

/**
 * Bundles entries in memory, each by itself: they share the parsing and nothing else, so that a bundle changes only when
 * its own sources do.
 *
 * Without code splitting, a dynamic `import()` of an own or installed module stays lazy: the module is put into the same
 * file as an initialiser that runs at the first call.
 *
 * @param entries by name, relative to the root.
 * @throws Error that lists every place that cannot be bundled.
 */
export const bundleEntries = async <Name extends string>(
  root: string,
  entries: Readonly<Record<Name, string>>,
  sourceMaps = false,
): Promise<Readonly<Record<Name, Bundled>>> => {
  const names = Object.keys(entries) as Name[];
  const { outputFiles, metafile } = await build({
    ...SETTINGS,
    absWorkingDir: resolve(root),
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, entries[name]])),
    ...(sourceMaps ? { sourcemap: 'external' as const } : {}),
  }).catch((error: BuildFailure) => {
    throw new Error(`These functions cannot be bundled:\n${error.errors.map(placeOf).join('\n')}`, { cause: error });
  });
  const contentsOf = (name: Name, file: string): Uint8Array | undefined =>
    outputFiles.find(({ path }) => path.endsWith(join('out', name, file)))?.contents;
  const bundled = names.map((name) => {
    const code = contentsOf(name, 'index.mjs');
    if (code === undefined) throw new Error(`${entries[name]}: the bundler gave no index.mjs.`);
    const inputs = metafile.outputs[`out/${name}/index.mjs`]?.inputs ?? {};
    const size = { bytes: code.byteLength, packages: weightsBy(packageOf, inputs), modules: largestOwn(inputs) };
    return [name, { code, sourceMap: contentsOf(name, 'index.mjs.map'), size }] as const;
  });
  return Object.fromEntries(bundled) as Record<Name, Bundled>;
};

const placeOf = ({ location, text }: Message): string =>
  location === null ? `  ${text}` : `  ${location.file}:${location.line}: ${text}`;

/**
 * Bundles every function to `.cache/bundles/<id>/index.mjs`.
 *
 * @throws Error that names every function whose source file does not exist.
 */
export const bundleFunctions = async ({ root, sourceMaps = false }: BundleOptions): Promise<Bundles> => {
  const missing = FUNCTION_IDS.filter((id) => !existsSync(join(root, FUNCTION_ENTRIES[id])));
  if (missing.length > 0) {
    const list = missing.map((id) => `  ${id}: ${FUNCTION_ENTRIES[id]}`).join('\n');
    throw new Error(`These functions have no source file:\n${list}`);
  }
  const bundled = await bundleEntries(root, FUNCTION_ENTRIES, sourceMaps);
  const folder = join(root, CACHE);
  await Promise.all(FUNCTION_IDS.map((id) => writeWhenChanged(join(folder, id, 'index.mjs'), bundled[id].code)));
  for (const id of FUNCTION_IDS) {
    const { sourceMap } = bundled[id];
    if (sourceMap !== undefined) await writeWhenChanged(join(folder, 'source-maps', `${id}.map`), sourceMap);
  }
  const sizes: readonly BundleSize[] = FUNCTION_IDS.map((id) => ({ id, ...bundled[id].size }));
  await writeWhenChanged(join(root, BUNDLE_SIZES_FILE), Buffer.from(`${JSON.stringify(sizes, null, 2)}\n`));
  return Object.fromEntries(FUNCTION_IDS.map((id) => [id, join(folder, id)])) as Record<FunctionId, string>;
};

/** `node_modules/@scope/name/dist/x.js` is of `@scope/name`; the last `node_modules` counts, for nested ones. */
const packageOf = (path: string): string => {
  const [scopeOrName = '', name = ''] = path.split('node_modules/').at(-1)?.split('/') ?? [];
  if (!path.includes('node_modules/')) return 'wismo';
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name}` : scopeOrName;
};

type Inputs = Metafile['outputs'][string]['inputs'];

const weightsBy = (nameOf: (path: string) => string, inputs: Inputs): readonly Weight[] => {
  const bytes = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    bytes.set(nameOf(path), (bytes.get(nameOf(path)) ?? 0) + bytesInOutput);
  }
  return [...bytes]
    .map(([name, sum]) => ({ name, bytes: sum }))
    .filter((entry) => entry.bytes > 0)
    .sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name));
};

const LARGEST = 10;

const largestOwn = (inputs: Inputs): readonly Weight[] =>
  weightsBy((path) => path, inputs)
    .filter(({ name }) => packageOf(name) === 'wismo')
    .slice(0, LARGEST);

/** Whole or not at all: several syntheses may run at the same time and share the cache. */
const writeWhenChanged = async (path: string, contents: Uint8Array): Promise<void> => {
  if (existsSync(path) && (await readFile(path)).equals(contents)) return;
  await mkdir(dirname(path), { recursive: true });
  // Beside the bundle's folder, never in it: everything in the folder is part of the asset.
  const unfinished = `${dirname(path)}.${basename(path)}.${process.pid}.tmp`;
  await writeFile(unfinished, contents);
  await rename(unfinished, path);
};
