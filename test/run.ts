/**
 * `npm test`: style and types, then every vitest project, cheapest first. Ends with one line, `N passed, N failed`.
 * Nothing is skipped in silence: browser tests need Chromium, and when it is missing the run says so
 * (or fails, where `WISMO_REQUIRE_BROWSER` is set, as in CI).
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './support/chromium.ts';

if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `Wismo's tests need Node 24 or newer; this is ${process.version}. \`npm ci\` brings it on Linux and Windows x64.`,
  );
  process.exit(1);
}

const bin = (name: string): string => join('node_modules', '.bin', name);
const run = (title: string, command: string, args: readonly string[]): boolean => {
  console.log(`\n— ${title}`);
  const result = spawnSync(command, args, { stdio: 'inherit', env: process.env });
  return result.status === 0;
};

const checks = [
  run('style', bin('biome'), ['check', '--error-on-warnings', '.']),
  run('types', bin('tsc'), ['--noEmit']),
];

const projects = ['architecture', 'unit', 'contract', 'infra', 'e2e'];
if (findChromium() !== undefined) {
  projects.push('browser');
} else if (process.env.WISMO_REQUIRE_BROWSER !== undefined) {
  console.error('Chromium is required here and was not found: set CHROMIUM_PATH or install `chromium`.');
  process.exit(1);
} else {
  console.log('\nNOT RUN: the browser tests. They need Chromium: set CHROMIUM_PATH or install `chromium`.');
}

const report = join(mkdtempSync(join(tmpdir(), 'wismo-test-')), 'report.json');
const passedAll = run('tests', bin('vitest'), [
  'run',
  ...projects.flatMap((project) => ['--project', project]),
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
]);

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numFailedTestSuites: number;
}
const totals: Totals = existsSync(report)
  ? (JSON.parse(readFileSync(report, 'utf8')) as Totals)
  : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1 };

const failedChecks = checks.filter((ok) => !ok).length;
const failed = totals.numFailedTests + failedChecks + (passedAll || totals.numFailedTests > 0 ? 0 : 1);
if (totals.numPendingTests > 0) console.log(`${totals.numPendingTests} tests were skipped: that is a failure here.`);
const failedInAll = failed + totals.numPendingTests;
console.log(`\n${totals.numPassedTests + checks.length - failedChecks} passed, ${failedInAll} failed`);
process.exit(failedInAll === 0 && totals.numPassedTests > 0 ? 0 : 1);
