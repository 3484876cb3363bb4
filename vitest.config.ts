import { defineConfig } from 'vitest/config';

/** Projects by cost: the cheap ones run first and tell most; `contract`, `infra` and `e2e` start engines or synthesize. */
const project = (name: string, testTimeoutSeconds: number, more: object = {}) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: testTimeoutSeconds * 1000,
    hookTimeout: testTimeoutSeconds * 2000,
    ...more,
  },
});

export default defineConfig({
  test: {
    reporters: ['default'],
    projects: [
      project('architecture', 20),
      project('unit', 20),
      project('contract', 60),
      project('infra', 120),
      project('e2e', 120, { fileParallelism: false }),
      project('browser', 120, { fileParallelism: false }),
    ],
  },
});
