import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sourceFiles } from './source-files.ts';

const TEMPLATE = join(import.meta.dirname, 'architecture.template.md');

/** The registries, and the descriptors in the folders of carriers and channels: data below everything else. */
const REGISTRY =
  /^shared\/(contract\/((carrier|channel)s|(carrier|channel)-(registry|descriptor)|check-carriers|known-carriers|unknown-carrier|locale|mask-phone|device-address)|(carriers|notifications\/channels)\/(.*\/)?(descriptor|built-in|check-digits|mask))\.ts$/;

/** `shared/orders/engine` for a file in it: `shared/orders` is the one folder whose parts are layers of their own. */
const moduleOf = (path: string): string => {
  if (REGISTRY.test(path)) return 'shared/contract/registries';
  const folders = dirname(path).split('/');
  if (folders[0] === 'shared' && folders.length === 1) return 'shared';
  if (folders[0] === 'lib' && folders.length === 1) return path.replace(/\.ts$/, '');
  return folders.slice(0, folders[1] === 'orders' && folders[0] === 'shared' ? 3 : 2).join('/');
};

export type ModuleGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Which module imports which, over all files of the product. */
export const moduleGraph = (): ModuleGraph => {
  const files = sourceFiles('shared', 'functions', 'lib');
  const paths = new Set(files.map(({ path }) => path));
  const graph = new Map<string, Set<string>>();
  for (const { path, imports } of files) {
    const from = graph.get(moduleOf(path)) ?? new Set();
    graph.set(moduleOf(path), from);
    for (const imported of imports.filter((each) => paths.has(each))) {
      if (moduleOf(imported) !== moduleOf(path)) from.add(moduleOf(imported));
    }
  }
  return graph;
};

/**
 * The height of each module above those that import nothing.
 * @throws Error where modules import each other in a circle.
 */
export const layersOf = (graph: ModuleGraph): ReadonlyMap<string, number> => {
  const heights = new Map<string, number>();
  const heightOf = (module: string, above: readonly string[]): number => {
    if (above.includes(module)) throw new Error(`Modules import each other: ${[...above, module].join(' → ')}`);
    const known = heights.get(module);
    if (known !== undefined) return known;
    const below = [...(graph.get(module) ?? [])].map((next) => heightOf(next, [...above, module]));
    const height = Math.max(-1, ...below) + 1;
    heights.set(module, height);
    return height;
  };
  for (const module of graph.keys()) heightOf(module, []);
  return heights;
};

const reaches = (graph: ModuleGraph, from: string, to: string): boolean =>
  from === to || [...(graph.get(from) ?? [])].some((next) => reaches(graph, next, to));

/** Without the arrows that follow from others: what is drawn stays readable, and says the same. */
const reduced = (graph: ModuleGraph): readonly (readonly [string, string])[] =>
  [...graph].flatMap(([from, targets]) =>
    [...targets]
      .filter((to) => ![...targets].some((other) => other !== to && reaches(graph, other, to)))
      .map((to) => [from, to] as const),
  );

const idOf = (module: string): string => module.replaceAll(/[/-]/g, '_');

const diagram = (graph: ModuleGraph): string => {
  const groups = Map.groupBy([...graph.keys()].toSorted(), (module) => module.split('/')[0] ?? module);
  const boxes = [...groups].flatMap(([name, modules]) => [
    `  subgraph ${name}`,
    ...modules.map((module) => `    ${idOf(module)}["${module}"]`),
    '  end',
  ]);
  const arrows = reduced(graph)
    .map(([from, to]) => `  ${idOf(from)} --> ${idOf(to)}`)
    .toSorted();
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n');
};

const layerTable = (graph: ModuleGraph): string => {
  const byHeight = Map.groupBy(layersOf(graph), ([, height]) => height);
  const rows = [...byHeight.keys()]
    .toSorted((a, b) => b - a)
    .map((height) => {
      const modules = (byHeight.get(height) ?? []).map(([module]) => `\`${module}\``).toSorted();
      return `| ${height} | ${modules.join(', ')} |`;
    });
  return ['| layer | modules |', '| --- | --- |', ...rows].join('\n');
};

/** `docs/architecture.md`: the prose of the template with the module graph as the imports are. */
export const generateArchitecture = (): string => {
  const graph = moduleGraph();
  const layers = layerTable(graph);
  return readFileSync(TEMPLATE, 'utf8')
    .replace('{{diagram}}', () => diagram(graph))
    .replace('{{layers}}', () => layers);
};
