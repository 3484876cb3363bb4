import { COLUMNS, cellsOf, type Row } from '../report.ts';
import { REMAINDERS, type Remainder } from './remainders.ts';
import { isReached } from './target.ts';

/** What one measure found. */
export interface Section {
  readonly measure: string;
  readonly rows: readonly Row[];
}

/** Where it was measured: figures of another machine are others. */
export interface Machine {
  readonly processors: number;
  readonly model: string;
  readonly node: string;
}

const WORDS = new Map<boolean | undefined, string>([
  [true, 'reached'],
  [false, 'missed'],
  [undefined, ''],
]);

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const tableOf = (rows: readonly Row[]): string =>
  [
    line([...COLUMNS, '']),
    '|---|---:|---:|---:|---:|---|',
    ...rows.map((row) => line([...cellsOf(row).map((cell) => cell.trim()), WORDS.get(isReached(row)) ?? ''])),
  ].join('\n');

const sectionOf = ({ measure, rows }: Section): string =>
  `### ${measure}\n\n\`npm run bench -- --only ${measure}\`\n\n${tableOf(rows)}`;

const remainderOf = ({ measure }: Row): Remainder | undefined =>
  REMAINDERS.find(({ measures }) => measures.some((name) => measure.startsWith(name)));

const paragraphOf = ([remainder, rows]: readonly [Remainder | undefined, readonly Row[]]): string => {
  const names = rows.map(({ measure, ours, target = '' }) => `${measure} (${ours}; ${target})`).join('; ');
  return `**${names}**: ${remainder?.text ?? 'not looked into yet.'}`;
};

/** docs/benchmarks.md: every figure of a whole run, and of each target that is missed what the rest consists of. */
export const benchmarksDocument = (sections: readonly Section[], { processors, model, node }: Machine): string => {
  const missed = sections.flatMap(({ rows }) => rows.filter((row) => isReached(row) === false));
  const targets = sections.flatMap(({ rows }) => rows.filter(({ target }) => target !== undefined)).length;
  const paragraphs = [...Map.groupBy(missed, remainderOf)].map(paragraphOf);
  return `# Benchmarks

Written by \`npm run bench -- --write\`, in one run on ${processors} processors (${model}) with Node ${node}. The floor is the least that the same can take on that machine: the same engine, or the same libraries, and nothing of the product. A target names a figure, its ratio to the floor, or both: then one of them is enough, for a machine that is slower or that others use. ${targets - missed.length} of ${targets} targets are reached.

## Targets that are missed

${paragraphs.length === 0 ? 'None.' : paragraphs.join('\n\n')}

## Figures

${sections.map(sectionOf).join('\n\n')}
`;
};
