import { sourceFiles } from '../../docs/generators/source-files.ts';
import type { Coverage } from './judge-messages.ts';
import type { Mutant } from './mutants.ts';

/** Which unit test files may see a change of a source file: those that import it, over others too. */
export const importers = (): ((file: string) => readonly string[]) => {
  const files = sourceFiles('shared', 'functions', 'lib', 'bin', 'local', 'web', 'bench', 'docs', 'test');
  const importedBy = new Map<string, string[]>();
  for (const { path, imports } of files) {
    for (const imported of imports) importedBy.set(imported, [...(importedBy.get(imported) ?? []), path]);
  }
  return (file) => {
    const reached = new Set<string>();
    const queue = [file];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const importer of importedBy.get(next) ?? []) {
        if (reached.has(importer)) continue;
        reached.add(importer);
        queue.push(importer);
      }
    }
    return [...reached].filter((path) => path.startsWith('test/unit/') && path.endsWith('.test.ts')).toSorted();
  };
};

/** `shared/orders/commands/x.ts` and `test/unit/orders/x.test.ts` are of one concern. */
const concernOf = (path: string): string => path.split('/')[path.startsWith('test/') ? 2 : 1] ?? '';

/** What the tests of the unchanged code reached. */
export interface Reach {
  readonly testFiles: readonly string[];
  /** By all of these test files together. */
  readonly hits: number;
  readonly seconds: number;
}

/** The test files that reach a mutant: those of its own concern first, quick ones first. */
export const reachOf = (mutant: Mutant, coverage: readonly Coverage[], related: readonly string[]): Reach => {
  const isOnLoad = coverage.some(({ onLoad }) => onLoad.includes(mutant.id));
  const reaching = coverage.filter(
    ({ testFile, hits }) => mutant.id in hits || (isOnLoad && related.includes(testFile)),
  );
  const isFar = ({ testFile }: Coverage): number => (concernOf(testFile) === concernOf(mutant.file) ? 0 : 1);
  const ordered = reaching.toSorted((a, b) => isFar(a) - isFar(b) || a.seconds - b.seconds);
  return {
    testFiles: ordered.map(({ testFile }) => testFile),
    hits: reaching.reduce((sum, { hits }) => sum + (hits[mutant.id] ?? 0), 0),
    seconds: reaching.reduce((sum, { seconds }) => sum + seconds, 0),
  };
};
