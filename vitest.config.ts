import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files by name: `test/e2e/90-permissions` asks what all before it have used. */
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
  }
}

/** Projects by cost: cheap ones run first and find most; `contract`, `infra` and `e2e` start engines or synthesize. */
const project = (name: string, testTimeoutSeconds: number, more: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutSeconds * 1000,
    hookTimeout: testTimeoutSeconds * 2000,
    ...more,
  },
});

/** What moves by itself there goes at the machine's pace: a second try, which the run names at its end (`test/run.ts`). */
const onLocalCloud = { fileParallelism: false, globalSetup: ['test/e2e/support/global-setup.ts'], retry: 1 };

export default defineConfig({
  test: {
    sequence: { sequencer: ByName },
    projects: [
      project('architecture', 30),
      project('unit', 30),
      project('contract', 90),
      project('infra', 180),
      project('e2e', 180, { ...onLocalCloud, sequence: { groupOrder: 1 } }),
      project('browser', 180, { ...onLocalCloud, sequence: { groupOrder: 2 } }),
    ],
  },
});
