import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generateArchitecture, layersOf, moduleGraph } from '../../docs/generators/architecture.ts';
import { sourceFiles } from '../../docs/generators/source-files.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Files that reach themselves over imports, by Tarjan's strongly connected components. */
const circlesIn = (graph: Graph): string[][] => {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const lowOf = (file: string): number => low.get(file) ?? 0;
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.size - 1);
    stack.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(file, Math.min(lowOf(file), lowOf(next)));
    }
    if (lowOf(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.toSorted());
  };
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return circles;
};

it('finds a circle', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  expect(circlesIn(graph)).toEqual([['b', 'c']]);
});

it('no file imports itself over others, types included', () => {
  const files = sourceFiles('bin', 'lib', 'functions', 'shared', 'local', 'web', 'bench', 'docs');
  expect(circlesIn(new Map(files.map(({ path, imports }) => [path, imports])))).toEqual([]);
});

it('no folder imports another one back: the layers of docs/architecture.md', () => {
  expect(() => layersOf(moduleGraph())).not.toThrow();
});

it('docs/architecture.md says what the imports are (else: npm run docs)', () => {
  expect(readFileSync('docs/architecture.md', 'utf8')).toBe(generateArchitecture());
});

it('every file that docs/architecture.md names is there', () => {
  const named = [...generateArchitecture().matchAll(/`((?:bin|lib|functions|shared|local)\/[\w./-]+\.ts)`/g)].map(
    (match) => match[1] ?? '',
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
