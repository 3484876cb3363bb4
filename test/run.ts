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
  run('types of the pages', process.execPath, ['--import', 'tsx', join('web', 'check.ts')]),
];

/** One after another: what bundles, starts engines or measures nothing of another's doing runs alone. */
const phases: (readonly string[])[] = [['architecture', 'unit'], ['contract'], ['infra'], ['e2e']];
if (findChromium() !== undefined) {
  phases.push(['browser']);
} else if (process.env.WISMO_REQUIRE_BROWSER !== undefined) {
  console.error('Chromium is required here and was not found: set CHROMIUM_PATH or install `chromium`.');
  process.exit(1);
} else {
  console.log('\nNOT RUN: the browser tests. They need Chromium: set CHROMIUM_PATH or install `chromium`.');
}

interface Totals {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
}
const NOTHING: Totals = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };

const reports = mkdtempSync(join(tmpdir(), 'wismo-test-'));

/** Runs one phase. A run that broke before or beside its tests counts as one failure more. */
const runPhase = (projects: readonly string[]): { readonly passed: number; readonly failed: number } => {
  const report = join(reports, `${projects.join('-')}.json`);
  const succeeded = run(projects.join(' and '), bin('vitest'), [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  const totals = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Totals) : NOTHING;
  if (totals.numPendingTests > 0) console.log(`${totals.numPendingTests} tests were skipped: that is a failure here.`);
  const failed = totals.numFailedTests + totals.numPendingTests;
  const isEmpty = totals.numPassedTests === 0;
  return { passed: totals.numPassedTests, failed: failed === 0 && (!succeeded || isEmpty) ? 1 : failed };
};

const results = [...checks.map((ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })), ...phases.map(runPhase)];
const sum = (pick: (result: (typeof results)[number]) => number): number =>
  results.reduce((total, result) => total + pick(result), 0);
const failed = sum((result) => result.failed);
console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
