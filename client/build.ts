/** `npm run build:client`: the package as it is published, in `client/dist`; prints what each entry weighs. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin, transform } from 'esbuild';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Bytes of the entry that everybody loads, compressed. */
export const MAX_CORE_BYTES = 10 * 1024;
/** Of the elements, with the core and the words of four languages. */
export const MAX_ELEMENTS_BYTES = 20 * 1024;

/** `?inline`, as Vite has it: elements have their style with them, as text. */
const INLINE_STYLES: Plugin = {
  name: 'inline-styles',
  setup: ({ onLoad, onResolve }) => {
    onResolve({ filter: /\.css\?inline$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace('?inline', '')),
      namespace: 'inline-styles',
    }));
    onLoad({ filter: /.*/, namespace: 'inline-styles' }, async ({ path }) => ({
      contents: (await transform(readFileSync(path, 'utf8'), { loader: 'css', minify: true })).code,
      loader: 'text',
    }));
  },
};

/** For pages built with Vue, which load it themselves. */
const partsStyle = async (): Promise<string> => {
  const sheets = ['colours', 'parts'].map((name) => readFileSync(pathOf(`src/parts/${name}.css`), 'utf8'));
  return (await transform(sheets.join('\n'), { loader: 'css', minify: true })).code;
};

const ENTRIES = ['index', 'vue', 'react', 'elements'] as const;

export interface EntrySize {
  readonly entry: string;
  readonly text: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
}

/** Entries share no code at run time: those for Vue and React are handed a client, and elements bring their own. */
export const bundleClient = async (write: boolean): Promise<readonly EntrySize[]> => {
  const { outputFiles = [] } = await build({
    entryPoints: ENTRIES.map((entry) => pathOf(`src/${entry}.ts`)),
    outdir: pathOf('dist'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'node20'],
    external: ['vue', 'react'],
    legalComments: 'none',
    plugins: [INLINE_STYLES],
    write: false,
  });
  if (write) {
    mkdirSync(pathOf('dist'), { recursive: true });
    for (const { path, contents } of outputFiles) writeFileSync(path, contents);
    writeFileSync(pathOf('dist/parts.css'), await partsStyle());
  }
  return outputFiles.map(({ path, contents, text }) => ({
    text,
    entry: path.split(/[\\/]/).at(-1) ?? path,
    bytes: contents.length,
    gzippedBytes: gzipSync(contents, { level: 9 }).length,
  }));
};

const TYPES = pathOf('dist/types/client/src');

/** Declarations that no entry leads to are not published; one that led to ours of `shared/` would not compile elsewhere. */
const pruneTypes = (): void => {
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    if (!path.startsWith(TYPES)) throw new Error(`The types of an entry lead to ${path}`);
    reached.add(path);
    for (const [, imported = ''] of readFileSync(path, 'utf8').matchAll(/from '(\.[^']+)\.ts'/g))
      reach(join(dirname(path), `${imported}.d.ts`));
  };
  for (const entry of ENTRIES) reach(join(TYPES, `${entry}.d.ts`));
  for (const file of globSync(`${pathOf('dist/types')}/**/*.d.ts`)) if (!reached.has(file)) rmSync(file);
};

/** @throws Error when the types do not compile, or the core is too large. */
export const buildClient = async (): Promise<readonly EntrySize[]> => {
  rmSync(pathOf('dist'), { recursive: true, force: true });
  const sizes = await bundleClient(true);
  const compiler = join(pathOf('..'), 'node_modules', '.bin', 'tsc');
  const types = spawnSync(compiler, ['-p', pathOf('tsconfig.json')], { encoding: 'utf8' });
  if (types.status !== 0) throw new Error(`The types do not compile:\n${types.stdout}${types.stderr}`);
  pruneTypes();
  const core = sizes.find(({ entry }) => entry === 'index.js');
  if (core === undefined || core.gzippedBytes > MAX_CORE_BYTES) {
    throw new Error(`The core has ${core?.gzippedBytes} bytes, more than ${MAX_CORE_BYTES}`);
  }
  return sizes;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { entry, bytes, gzippedBytes } of await buildClient()) {
    console.log(`${entry.padEnd(11)} ${(bytes / 1024).toFixed(1)} KB, ${(gzippedBytes / 1024).toFixed(1)} KB gzipped`);
  }
}
