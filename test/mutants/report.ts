import type { Mutant } from './mutants.ts';

export interface Outcome {
  readonly mutant: Mutant;
  /** A run that does not end is noticed too: `timed_out` counts as killed. */
  readonly result: 'killed' | 'timed_out' | 'survived';
  /** The test that noticed it, or why nobody did. */
  readonly by: string;
}

const MAX_TEXT_LENGTH = 160;
const isKilled = ({ result }: Outcome): boolean => result !== 'survived';
const shortened = (text: string): string =>
  text.length <= MAX_TEXT_LENGTH ? text : `${text.slice(0, MAX_TEXT_LENGTH)}…`;

/** Per cent of mutants that a test noticed; 100 of none. */
export const scoreOf = (outcomes: readonly Outcome[]): number =>
  outcomes.length === 0 ? 100 : (outcomes.filter(isKilled).length / outcomes.length) * 100;

const folderOf = ({ mutant }: Outcome): string => mutant.file.split('/').slice(0, 2).join('/');

/** One line each: killed of all, and the name. The worst first. */
export const scoresBy = (outcomes: readonly Outcome[], nameOf: (outcome: Outcome) => string): readonly string[] =>
  [...Map.groupBy(outcomes, nameOf)]
    .map(([name, group]) => ({ name, group, score: scoreOf(group) }))
    .toSorted((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .map(({ name, group, score }) => {
      const counts = `${group.filter(isKilled).length}/${group.length}`;
      return `${counts.padStart(9)} ${score.toFixed(0).padStart(4)} % ${name}`;
    });

/** On one line: where it is, what was changed where nobody noticed, and who did notice. */
export const describeOutcome = (outcome: Outcome): string => {
  const { mutant, result, by } = outcome;
  const change = `${mutant.mutator}: ${shortened(mutant.original)} → ${shortened(mutant.replacement)}`;
  const place = `${mutant.file}:${mutant.line}`;
  return isKilled(outcome) ? `${place} ${result}: ${by}` : `${place} ${result}: ${change} (${by})`;
};

export const printReport = (outcomes: readonly Outcome[]): void => {
  console.log(`\n— by folder\n${scoresBy(outcomes, folderOf).join('\n')}`);
  console.log(`\n— by file\n${scoresBy(outcomes, ({ mutant }) => mutant.file).join('\n')}`);
  console.log(
    `\n— survived\n${outcomes
      .filter((outcome) => !isKilled(outcome))
      .map(describeOutcome)
      .join('\n')}`,
  );
};
