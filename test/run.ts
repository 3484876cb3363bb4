/**
 * `npm test`: style and types, then every vitest project, in two rows beside each other: what runs on the local cloud
 * mostly waits. Ends with the names of what failed, of what passed at its second try only, and one line,
 * `N passed, N failed`.
 * Nothing is skipped in silence: browser tests need Chromium, and when it is missing the run says so
 * (or fails, where `WISMO_REQUIRE_BROWSER` is set, as in CI).
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
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

/** Some projects in one run of vitest. */
interface Phase {
  readonly projects: readonly string[];
  /** With what the others leave of the processor. */
  readonly isPatient?: boolean;
}

/** On a local cloud, where they mostly wait; and behind them what makes both rows about as long. */
const onCloud: readonly Phase[] = [{ projects: ['e2e'] }, { projects: ['contract'], isPatient: true }];
/** Beside them; each alone, for it starts engines, bundles, or a cloud and a browser. */
const beside: Phase[] = [
  { projects: ['architecture', 'unit'], isPatient: true },
  { projects: ['infra'], isPatient: true },
];
if (findChromium() !== undefined) {
  beside.push({ projects: ['browser'] });
} else if (process.env.WISMO_REQUIRE_BROWSER !== undefined) {
  console.error('Chromium is required here and was not found: set CHROMIUM_PATH or install `chromium`.');
  process.exit(1);
} else {
  console.log('\nNOT RUN: the browser tests. They need Chromium: set CHROMIUM_PATH or install `chromium`.');
}

interface FileReport {
  readonly name: string;
  /** Of a file that could not be loaded. */
  readonly message: string;
  readonly status: string;
  readonly assertionResults: readonly { status: string; fullName: string; failureMessages: readonly string[] }[];
}

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly FileReport[];
}
const NOTHING: Report = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults: [] };

const reports = mkdtempSync(join(tmpdir(), 'wismo-test-'));

interface Counted {
  readonly passed: number;
  readonly failed: number;
  /** What failed, with the first lines of its message: who sees only the end of a long log needs them there. */
  readonly failures?: readonly string[];
  /** The same of what passed at its second try. */
  readonly secondTries?: readonly string[];
}

const MESSAGE_LINES = 6;
const firstLines = (message: string): string => message.split('\n').slice(0, MESSAGE_LINES).join('\n    ');

const nameOf = (file: FileReport): string => relative(process.cwd(), file.name);

/** Those that met an error and ended so, with what the error says. */
const withErrors = (file: FileReport, ended: 'failed' | 'passed'): readonly string[] =>
  file.assertionResults
    .filter(({ status, failureMessages }) => status === ended && (ended === 'failed' || failureMessages.length > 0))
    .map((test) => `${nameOf(file)}: ${test.fullName}\n    ${firstLines(test.failureMessages.join('\n'))}`);

const failuresIn = (report: Report): readonly string[] =>
  report.testResults.flatMap((file) => {
    const failed = withErrors(file, 'failed');
    if (failed.length > 0 || file.status !== 'failed') return failed;
    return [`${nameOf(file)}\n    ${firstLines(file.message)}`];
  });

/** A run that broke before or beside its tests counts as one failure more. */
const countedIn = (report: string, succeeded: boolean): Counted => {
  const totals = existsSync(report) ? (JSON.parse(readFileSync(report, 'utf8')) as Report) : NOTHING;
  if (totals.numPendingTests > 0) console.log(`${totals.numPendingTests} tests were skipped: that is a failure here.`);
  const failed = totals.numFailedTests + totals.numPendingTests;
  const isEmpty = totals.numPassedTests === 0;
  return {
    passed: totals.numPassedTests,
    failed: failed === 0 && (!succeeded || isEmpty) ? 1 : failed,
    failures: failuresIn(totals),
    secondTries: totals.testResults.flatMap((file) => withErrors(file, 'passed')),
  };
};

/** Runs one phase. What runs beside another is printed when it is done, in one piece. */
const runPhase = async ({ projects, isPatient }: Phase, isBeside: boolean): Promise<Counted> => {
  const title = projects.join(' and ');
  const report = join(reports, `${projects.join('-')}.json`);
  const log = join(reports, `${projects.join('-')}.log`);
  console.log(`\n— ${title}${isBeside ? ', beside the others' : ''}`);
  const output = isBeside ? openSync(log, 'w') : ('inherit' as const);
  const selected = projects.flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const child = spawn(bin('vitest'), ['run', ...selected, ...reporters], { stdio: ['ignore', output, output] });
  if (isPatient && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const [code] = await once(child, 'exit');
  if (typeof output === 'number') {
    closeSync(output);
    console.log(`\n— ${title}\n${readFileSync(log, 'utf8')}`);
  }
  return countedIn(report, code === 0);
};

const inTurn = async (phases: readonly Phase[], isBeside: boolean): Promise<readonly Counted[]> => {
  const counted: Counted[] = [];
  for (const phase of phases) counted.push(await runPhase(phase, isBeside));
  return counted;
};

const results: readonly Counted[] = [
  ...checks.map((ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 })),
  ...(await Promise.all([inTurn(onCloud, false), inTurn(beside, true)])).flat(),
];
const sum = (pick: (result: (typeof results)[number]) => number): number =>
  results.reduce((total, result) => total + pick(result), 0);
const failed = sum((result) => result.failed);
for (const test of results.flatMap((result) => result.secondTries ?? [])) console.log(`\nAT ITS SECOND TRY ${test}`);
for (const failure of results.flatMap((result) => result.failures ?? [])) console.log(`\nFAILED ${failure}`);
console.log(`\n${sum((result) => result.passed)} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
