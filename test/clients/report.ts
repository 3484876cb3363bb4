import type { ClientRecipe } from './recipe.ts';
import type { ClientResult, StageResult } from './try-client.ts';

const BEGIN = '<!-- npm run test:clients -- --record -->';
const END = '<!-- end -->';

const wordOf = (result: StageResult | undefined): string => {
  if (result === undefined) return 'not tried';
  if (result.kind === 'absent') return `not tried: no ${result.tools.join(', ')} here`;
  return result.kind === 'passed' ? 'yes' : '**no**';
};

const rowOf = ([recipe, result]: readonly [ClientRecipe, ClientResult]): string => {
  const payment = recipe.payment === undefined ? '' : wordOf(result.payment);
  const { generated, compiled, journey } = result;
  return `| ${recipe.language} | ${recipe.generator} | ${[generated, compiled, journey].map(wordOf).join(' | ')} | ${payment} |`;
};

/** What was tried, a row for each client. */
export const reportOf = (results: readonly (readonly [ClientRecipe, ClientResult])[]): string =>
  [
    '| language | generator | generated | compiled | journey | signed payment event |',
    '| --- | --- | --- | --- | --- | --- |',
    ...results.map(rowOf),
  ].join('\n');

/** The document with this table in place of the one that it has. @throws when the document has no place for it. */
export const withTable = (document: string, table: string): string => {
  const [before, rest] = document.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined) throw new Error(`The document needs ${BEGIN} and ${END}`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
};
