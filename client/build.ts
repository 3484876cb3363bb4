/** `npm run build:client`: the package as it is published, in `client/dist`; prints what each entry weighs. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Bytes of the entry that everybody loads, compressed. */
export const MAX_CORE_BYTES = 10 * 1024;

export interface EntrySize {
  readonly entry: string;
  readonly bytes: number;
  readonly gzippedBytes: number;
}

/** Entries do not share code at run time: those for Vue and React are handed a client, and import types alone. */
export const bundleClient = async (write: boolean): Promise<readonly EntrySize[]> => {
  const { outputFiles = [] } = await build({
    entryPoints: ['index', 'vue', 'react'].map((entry) => pathOf(`src/${entry}.ts`)),
    outdir: pathOf('dist'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'node20'],
    external: ['vue', 'react'],
    legalComments: 'none',
    write: false,
  });
  if (write) {
    mkdirSync(pathOf('dist'), { recursive: true });
    for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  }
  return outputFiles.map(({ path, contents }) => ({
    entry: path.split(/[\\/]/).at(-1) ?? path,
    bytes: contents.length,
    gzippedBytes: gzipSync(contents, { level: 9 }).length,
  }));
};

/** @throws Error when the types do not compile, or the core is too large. */
export const buildClient = async (): Promise<readonly EntrySize[]> => {
  rmSync(pathOf('dist'), { recursive: true, force: true });
  const sizes = await bundleClient(true);
  const compiler = join(pathOf('..'), 'node_modules', '.bin', 'tsc');
  const types = spawnSync(compiler, ['-p', pathOf('tsconfig.json')], { encoding: 'utf8' });
  if (types.status !== 0) throw new Error(`The types do not compile:\n${types.stdout}${types.stderr}`);
  const core = sizes.find(({ entry }) => entry === 'index.js');
  if (core === undefined || core.gzippedBytes > MAX_CORE_BYTES) {
    throw new Error(`The core has ${core?.gzippedBytes} bytes, more than ${MAX_CORE_BYTES}`);
  }
  return sizes;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { entry, bytes, gzippedBytes } of await buildClient()) {
    console.log(`${entry.padEnd(10)} ${(bytes / 1024).toFixed(1)} KB, ${(gzippedBytes / 1024).toFixed(1)} KB gzipped`);
  }
}
