/** The judge's process: one vitest over the instrumented sources, run again for every mutant. */
import { join, relative } from 'node:path';
import { BaseSequencer, createVitest, type TestModule, type TestSpecification, type Vitest } from 'vitest/node';
import type { Coverage, Failure, JudgeRequest, JudgeResponse } from './judge-messages.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** Instrumented code on a busy machine: an endless loop ends by its number of rounds, not by this. */
const TEST_TIMEOUT_MS = 60_000;

/** One after another: what failed first is enough. Tests run in the order in which they were named. */
class AsNamed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

/** Serves the instrumented text where the file would be read. */
const instrumentedSources = (sources: ReadonlyMap<string, string>) => ({
  name: 'instrumented-sources',
  enforce: 'pre' as const,
  load: (id: string): string | undefined => sources.get(relative(ROOT, id)),
});

const open = (sources: ReadonlyMap<string, string>): Promise<Vitest> =>
  createVitest(
    'test',
    {
      root: ROOT,
      config: false,
      watch: false,
      include: ['test/unit/**/*.test.ts'],
      setupFiles: [join(import.meta.dirname, 'setup.ts')],
      testTimeout: TEST_TIMEOUT_MS,
      pool: 'threads',
      isolate: false,
      maxWorkers: 1,
      bail: 1,
      sequence: { sequencer: AsNamed },
      silent: true,
      reporters: [{}],
      // What is stored there would be served to other runs, mutants included.
      fsModuleCache: false,
    },
    { plugins: [instrumentedSources(sources)] },
  );

const coverageOf = (module: TestModule): Coverage => ({
  testFile: relative(ROOT, module.moduleId),
  seconds: module.diagnostic().duration / 1000,
  hits: module.meta().hits ?? {},
  onLoad: module.meta().onLoad ?? [],
});

const failuresOf = (module: TestModule): readonly Failure[] => {
  const testFile = relative(ROOT, module.moduleId);
  const failed = [...module.children.allTests('failed')].map((test) => ({
    testFile,
    test: test.fullName,
    message: test.result().errors?.[0]?.message ?? '',
  }));
  const errors = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
  return [...failed, ...errors.map(({ message }) => ({ testFile, test: 'the file itself', message }))];
};

const run = async (vitest: Vitest, request: JudgeRequest & { kind: 'run' }): Promise<JudgeResponse> => {
  vitest.provide('activeMutant', request.mutant ?? '');
  vitest.provide('maxHits', request.maxHits ?? 0);
  vitest.state.filesMap.clear();
  const project = vitest.getRootProject();
  const specifications = request.testFiles.map((file) => project.createSpecification(join(ROOT, file)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const unhandled = unhandledErrors.map((error) => ({
    testFile: '',
    test: 'outside tests',
    message: error instanceof Error ? error.message : String(error),
  }));
  return {
    kind: 'ran',
    failures: [...testModules.flatMap(failuresOf), ...unhandled],
    coverage: request.mutant === undefined ? testModules.map(coverageOf) : [],
  };
};

const respond = (response: JudgeResponse): void => {
  process.send?.(response);
};

let vitest: Vitest | undefined;
process.on('message', async (request: JudgeRequest) => {
  if (request.kind === 'open') {
    vitest = await open(request.sources);
    respond({ kind: 'opened' });
  } else if (vitest === undefined) {
    throw new Error('The judge is not open.');
  } else {
    respond(await run(vitest, request));
  }
});
