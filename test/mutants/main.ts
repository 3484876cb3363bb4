/**
 * `npm run test:mutants -- [--sample 200] [--seed 7] [--folder shared/payments …] [--min 90]`: changes the rules in one
 * small place at a time and runs the unit tests that reach it. A change that no test notices is a rule that no test
 * holds. Prints what survived; ends with 1 below the minimum, or when a listed equivalent mutant is stale.
 */
import { readOptions } from '../../bin/command.ts';
import { importers, reachOf } from './covering-tests.ts';
import { EQUIVALENT_MUTANTS } from './equivalent.ts';
import { type Judge, startJudge } from './judge-client.ts';
import type { Coverage } from './judge-messages.ts';
import { separateEquivalent } from './match-equivalent.ts';
import { instrument, type Mutant, RULE_FOLDERS } from './mutants.ts';
import { describeOutcome, type Outcome, printReport, scoreOf } from './report.ts';
import { shuffled } from './shuffled.ts';

/** All tests that import a rule, on a busy machine. */
const DRY_RUN_TIMEOUT_SECONDS = 900;
/** Starting a worker and loading the modules. */
const LOADING_SECONDS = 60;
const SLOWER_AT_MOST = 10;
/** A loop that the unchanged code leaves after n rounds is endless when it takes this many times n. */
const MAX_HITS_FACTOR = 100;
const MIN_MAX_HITS = 1000;

const HELP = `npm run test:mutants [-- options]

Changes the rules in one small place at a time, and lists the changes that no unit test notices.

  --folder <path>   whose rules; may be repeated (${RULE_FOLDERS.join(', ')})
  --sample <n>      how many changes (200)
  --seed <n>        which ones (7)
  --min <percent>   ends with 1 where fewer are noticed (90)`;

const { values } = readOptions(HELP, {
  options: {
    sample: { type: 'string', default: '200' },
    seed: { type: 'string', default: '7' },
    min: { type: 'string', default: '90' },
    folder: { type: 'string', multiple: true, default: [...RULE_FOLDERS] },
  },
});

/** @throws Error that names the option. */
const wholeNumber = (name: 'sample' | 'seed' | 'min'): number => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0) throw new Error(`--${name} is a whole number, not "${values[name]}".`);
  return number;
};

/** The tests of the unchanged code: they must pass, and show who reaches what. */
const dryRun = async (judge: Judge, testFiles: readonly string[]): Promise<readonly Coverage[]> => {
  console.log(`Running ${testFiles.length} test files on the unchanged code.`);
  const verdict = await judge.run({ testFiles, timeoutSeconds: DRY_RUN_TIMEOUT_SECONDS });
  if (verdict.kind === 'passed') return verdict.coverage;
  const failures = verdict.kind === 'failed' ? verdict.failures : [];
  const lines = failures.map(({ testFile, test, message }) => `${testFile} ${test}: ${message}`);
  throw new Error(`The tests do not pass on the unchanged code (${verdict.kind}).\n${lines.join('\n')}`);
};

/** The nearest few, then more, then all others: a run loads each of its files, also behind the first failure. */
const inRounds = (testFiles: readonly string[]): readonly (readonly string[])[] =>
  [testFiles.slice(0, 3), testFiles.slice(3, 12), testFiles.slice(12)].filter((round) => round.length > 0);

const judgeMutant = async (
  judge: Judge,
  mutant: Mutant,
  coverage: readonly Coverage[],
  related: readonly string[],
): Promise<Outcome> => {
  const { testFiles, hits, seconds } = reachOf(mutant, coverage, related);
  if (testFiles.length === 0) return { mutant, result: 'survived', by: 'no test reaches it' };
  for (const some of inRounds(testFiles)) {
    const verdict = await judge.run({
      mutant: mutant.id,
      maxHits: Math.max(MIN_MAX_HITS, hits * MAX_HITS_FACTOR),
      testFiles: some,
      timeoutSeconds: LOADING_SECONDS + seconds * SLOWER_AT_MOST,
    });
    if (verdict.kind === 'timed_out') return { mutant, result: 'timed_out', by: 'endless' };
    if (verdict.kind === 'failed') {
      const [first] = verdict.failures;
      return { mutant, result: 'killed', by: `${first?.testFile} ${first?.test}` };
    }
  }
  return { mutant, result: 'survived', by: `${testFiles.length} test files pass` };
};

const { mutants: all, sources } = await instrument();
const { mutants, equivalent, stale } = separateEquivalent(all, EQUIVALENT_MUTANTS);
const visible = new Set(mutants.filter(({ file }) => values.folder.some((folder) => file.startsWith(folder))));
const chosen = shuffled(all, wholeNumber('seed'))
  .filter((mutant) => visible.has(mutant))
  .slice(0, wholeNumber('sample'))
  .toSorted((a, b) => all.indexOf(a) - all.indexOf(b));
console.log(`${chosen.length} of ${visible.size} mutants; ${equivalent.length} more are listed as equivalent.`);

const files = new Set(chosen.map(({ file }) => file));
const judge = startJudge({ sources: new Map([...sources].filter(([path]) => files.has(path))) });
const importersOf = importers();
const relatedTo = new Map([...files].map((file) => [file, importersOf(file)]));
const coverage = await dryRun(judge, [...new Set([...relatedTo.values()].flat())].toSorted());

const outcomes: Outcome[] = [];
for (const mutant of chosen) {
  const outcome = await judgeMutant(judge, mutant, coverage, relatedTo.get(mutant.file) ?? []);
  outcomes.push(outcome);
  console.log(`${outcomes.length}/${chosen.length} ${describeOutcome(outcome)}`);
}
judge.close();

printReport(outcomes);
for (const { file, lineText, original } of stale) {
  console.log(`Stale in equivalent.ts, no such mutant: ${file} \`${lineText}\` ${original}`);
}
const score = scoreOf(outcomes);
const min = wholeNumber('min');
console.log(`\n${score.toFixed(1)} % of ${outcomes.length} mutants noticed; at least ${min} % are wanted.`);
process.exit(score >= min && stale.length === 0 ? 0 : 1);
