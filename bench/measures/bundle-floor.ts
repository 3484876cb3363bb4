import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundleEntries } from '../../lib/bundling/bundle-functions.ts';

const FOLDER = '.cache/bench';

/** `import { A, type B } from 'package'`, `import * as z from 'package'`, `import C from 'package'` */
const IMPORT = /^import (?!type\b)(?:(\w+)(?:, )?)?(?:\* as (\w+)|\{([^}]*)\})? from '([^.'][^']*)';$/gm;

/** What a function loads only when it needs it is in its bundle all the same. */
const LATER_IMPORT = /import\('([^.'][^']*)'\)/g;

interface Used {
  /** Names taken one by one, `default` among them. */
  readonly names: Set<string>;
  /** Members of a namespace that the sources touch: all of it would keep what no function has. */
  readonly members: Set<string>;
}

interface Packages {
  readonly used: ReadonlyMap<string, Used>;
  readonly later: ReadonlySet<string>;
}

const namesIn = (braces: string): readonly string[] =>
  braces
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as ')[0] ?? name);

/** What the project's own sources take from each installed package. */
const packagesOf = (sources: readonly string[]): Packages => {
  const used = new Map<string, Used>();
  const later = new Set(sources.flatMap((source) => [...source.matchAll(LATER_IMPORT)].map(([, from = '']) => from)));
  for (const source of sources) {
    for (const [, byDefault, namespace, braces = '', from = ''] of source.matchAll(IMPORT)) {
      if (from.startsWith('node:')) continue;
      const known = used.get(from) ?? { names: new Set<string>(), members: new Set<string>() };
      used.set(from, known);
      if (byDefault !== undefined) known.names.add('default');
      for (const name of namesIn(braces)) known.names.add(name);
      if (namespace === undefined) continue;
      // `z.infer` and the like are types; a member that a type only names does no harm where it does not exist.
      for (const [, member = ''] of source.matchAll(new RegExp(`\\b${namespace}\\.([a-z]\\w*)\\(`, 'g'))) {
        known.members.add(member);
      }
    }
  }
  return { used, later };
};

const entryOf = ({ used, later }: Packages): string =>
  [
    ...[...later].map((from, index) => `export const later${index} = () => import('${from}');`),
    ...[...used].flatMap(([from, { names, members }], index) => [
      ...[...names].map((name, n) => `export { ${name} as name${index}_${n} } from '${from}';`),
      ...(members.size === 0
        ? []
        : [
            `import * as package${index} from '${from}';`,
            `export const members${index} = [${[...members].map((m) => `package${index}.${m}`).join(', ')}];`,
          ]),
    ]),
  ].join('\n');

/** Source files of the project that end in an entry's bundle. */
const sourcesOf = async (entry: string): Promise<readonly string[]> => {
  const { metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    logLevel: 'silent',
    loader: { '.html': 'text', '.liquid': 'text', '.css': 'text', '.svg': 'text' },
  });
  const output = Object.values(metafile.outputs)[0];
  return Object.entries(output?.inputs ?? {})
    .filter(([path, { bytesInOutput }]) => path.endsWith('.ts') && bytesInOutput > 0)
    .map(([path]) => readFileSync(path, 'utf8'));
};

/**
 * The floor of a function: a bundle, with the same settings, of nothing but what its sources import from packages.
 * Returns the file of each bundle by the function's id.
 */
export const bundleFloors = async <Id extends string>(
  entries: Readonly<Record<Id, string>>,
): Promise<Readonly<Record<Id, string>>> => {
  const ids = Object.keys(entries) as Id[];
  const floors: Record<string, string> = {};
  mkdirSync(FOLDER, { recursive: true });
  for (const id of ids) {
    floors[id] = join(FOLDER, `${id}.floor.ts`);
    writeFileSync(floors[id], entryOf(packagesOf(await sourcesOf(entries[id]))));
  }
  const bundled = await bundleEntries(process.cwd(), floors);
  const files = ids.map((id) => {
    const file = join(FOLDER, id, 'index.mjs');
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bundled[id]?.code ?? '');
    return [id, file] as const;
  });
  return Object.fromEntries(files) as Record<Id, string>;
};
