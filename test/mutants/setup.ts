/** Runs in vitest's worker before each test file: switches the mutant on, and reports which mutants the file reached. */
import { afterAll, beforeAll, inject } from 'vitest';

interface SwitchBoard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    readonly static: Record<string, number>;
    readonly perTest: Record<string, Record<string, number>>;
  };
}

declare global {
  /** By this name the instrumented code finds its switches. */
  var __stryker__: SwitchBoard | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    activeMutant: string;
    maxHits: number;
  }
  interface TaskMeta {
    hits?: Readonly<Record<string, number>>;
    onLoad?: readonly string[];
  }
}

const TESTS = 'tests';
globalThis.__stryker__ ??= {};
const board = globalThis.__stryker__;
// One object for all files: the instrumented code holds on to it.
board.mutantCoverage ??= { static: {}, perTest: {} };
const { static: onLoad, perTest } = board.mutantCoverage;

const forget = (counts: Record<string, number>): void => {
  for (const id of Object.keys(counts)) delete counts[id];
};

forget(onLoad);
perTest[TESTS] ??= {};
forget(perTest[TESTS]);
board.currentTestId = undefined;
board.activeMutant = inject('activeMutant');
const maxHits = inject('maxHits');
if (maxHits > 0) {
  board.hitCount = 0;
  board.hitLimit = maxHits;
}

beforeAll(() => {
  board.currentTestId = TESTS;
});

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern what the hook needs: nothing.
afterAll(({}, suite) => {
  if (board.activeMutant !== '') return;
  suite.meta.hits = { ...perTest[TESTS] };
  suite.meta.onLoad = Object.keys(onLoad);
});
