import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { type BuildFailure, type BuildOptions, build, type Message, type Metafile } from 'esbuild';
import type { FunctionId } from '../../shared/contract/environment.ts';
import { builtinModules } from './builtin-modules.ts';
import { environmentCredentials } from './environment-credentials.ts';
import { type Bundles, FUNCTION_ENTRIES, FUNCTION_IDS } from './function-entries.ts';
import { LAZY_PARTS, lazyParts } from './lazy-parts.ts';
import { noEventStreams } from './no-event-streams.ts';

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
  loader: { '.html': 'text', '.liquid': 'text', '.css': 'text', '.svg': 'text' },
  plugins: [builtinModules, environmentCredentials, lazyParts, noEventStreams],
} as const satisfies BuildOptions;

interface Bundled {
  readonly code: Uint8Array;
  readonly sourceMap: Uint8Array | undefined;
  /** Files that it may load later, by their name beside `index.mjs`. */
  readonly parts: Readonly<Record<string, Uint8Array>>;
  readonly size: Omit<BundleSize, 'id'>;
}

/**
 * Bundles entries in memory, each by itself: they share the parsing and nothing else, so that a bundle changes only when
 * its own sources do.
 *
 * A dynamic `import()` stays lazy. What `LAZY_PARTS` names becomes a file of its own; any other module is put into the same
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
  const { outputFiles, metafile } = await buildFiles(
    root,
    names.map((name) => [`${name}/index`, entries[name]]),
    sourceMaps,
  );
  const partsOf = await buildParts(root, metafile);
  const contentsOf = (name: Name, file: string): Uint8Array | undefined =>
    outputFiles.find(({ path }) => path.endsWith(join('out', name, file)))?.contents;
  const bundled = names.map((name) => {
    const code = contentsOf(name, 'index.mjs');
    if (code === undefined) throw new Error(`${entries[name]}: the bundler gave no index.mjs.`);
    const output = `out/${name}/index.mjs`;
    const inputs = metafile.outputs[output]?.inputs ?? {};
    const size = { bytes: code.byteLength, packages: weightsBy(packageOf, inputs), modules: largestOwn(inputs) };
    return [name, { code, sourceMap: contentsOf(name, 'index.mjs.map'), parts: partsOf(output), size }] as const;
  });
  return Object.fromEntries(bundled) as Record<Name, Bundled>;
};

const buildFiles = (root: string, entries: readonly (readonly [name: string, entry: string])[], sourceMaps = false) =>
  build({
    ...SETTINGS,
    absWorkingDir: resolve(root),
    entryPoints: Object.fromEntries(entries),
    ...(sourceMaps ? { sourcemap: 'external' as const } : {}),
  }).catch((error: BuildFailure) => {
    throw new Error(`These functions cannot be bundled:\n${error.errors.map(placeOf).join('\n')}`, { cause: error });
  });

/** Builds the parts that any output loads, once for all; returns those of an output. */
const buildParts = async (root: string, { outputs }: Metafile) => {
  const loadedBy = (output: string): readonly string[] =>
    (outputs[output]?.imports ?? []).flatMap(({ path, external }) => (external === true ? [basename(path)] : []));
  const wanted = new Set(Object.keys(outputs).flatMap(loadedBy));
  const parts = Object.entries(LAZY_PARTS).filter(([, file]) => wanted.has(file));
  const isJson = ([, file]: readonly [string, string]): boolean => file.endsWith('.json');
  const { outputFiles } = await buildFiles(
    root,
    parts.filter((part) => !isJson(part)).map(([entry, file]) => [basename(file, '.mjs'), entry]),
  );
  const contents = new Map(outputFiles.map(({ path, contents: bytes }) => [basename(path), bytes]));
  for (const [entry, file] of parts.filter(isJson)) {
    const text = await readFile(join(root, entry), 'utf8');
    contents.set(file, Buffer.from(JSON.stringify(JSON.parse(text))));
  }
  return (output: string): Readonly<Record<string, Uint8Array>> =>
    Object.fromEntries(
      loadedBy(output).map((file) => {
        const bytes = contents.get(file);
        if (bytes === undefined) throw new Error(`${output} loads ${file}, which is no part of a function.`);
        return [file, bytes];
      }),
    );
};

const placeOf = ({ location, text }: Message): string =>
  location === null ? `  ${text}` : `  ${location.file}:${location.line}: ${text}`;

/**
 * Bundles every function to `.cache/bundles/<id>/index.mjs`, with the files that it may load later beside it.
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
  await Promise.all(
    FUNCTION_IDS.map((id) => writeFolder(join(folder, id), { 'index.mjs': bundled[id].code, ...bundled[id].parts })),
  );
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

/** Exactly these files: everything in the folder is part of the asset. */
const writeFolder = async (folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<void> => {
  const found = existsSync(folder) ? await readdir(folder) : [];
  const others = found.filter((name) => !(name in files));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true, recursive: true })));
  for (const [name, contents] of Object.entries(files)) await writeWhenChanged(join(folder, name), contents);
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
