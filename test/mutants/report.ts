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

export const survivorLines = (outcomes: readonly Outcome[]): readonly string[] =>
  outcomes
    .filter((outcome) => !isKilled(outcome))
    .map(
      ({ mutant, by }) =>
        `${mutant.file}:${mutant.line} ${mutant.mutator}: ${shortened(mutant.original)} → ${shortened(mutant.replacement)} (${by})`,
    );

export const printReport = (outcomes: readonly Outcome[]): void => {
  console.log(`\n— by folder\n${scoresBy(outcomes, folderOf).join('\n')}`);
  console.log(`\n— by file\n${scoresBy(outcomes, ({ mutant }) => mutant.file).join('\n')}`);
  console.log(`\n— survived\n${survivorLines(outcomes).join('\n')}`);
};
