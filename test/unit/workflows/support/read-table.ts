import { readFileSync } from 'node:fs';
import { ROLES, type Role } from '../../../../shared/workflows/workflow.ts';

/** One allowed cell as the text describes it, without a look at the code under test. */
export interface TableEdge {
  readonly from: string;
  readonly to: string;
  /** The guards that bind each role; a role that is absent may not take the edge. */
  readonly guardsByRole: ReadonlyMap<Role, readonly string[]>;
}

export interface WorkflowTable {
  readonly statuses: readonly string[];
  readonly edges: readonly TableEdge[];
}

const wordsOf = (cell: string): string[] =>
  cell
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const isRole = (word: string): word is Role => ROLES.some((role) => role === word);

/** A role with a dagger is bound by the cancellation window. */
const roleOf = (word: string): readonly [Role, readonly string[]] => {
  const name = word.replace('†', '');
  if (!isRole(name)) throw new Error(`The table names the unknown role ${word}`);
  return [name, word.endsWith('†') ? ['cancellation_window'] : []];
};

const rolesOf = (words: string, guards: readonly string[] = []): ReadonlyMap<Role, readonly string[]> =>
  new Map(
    wordsOf(words)
      .map((word) => roleOf(word))
      .map(([role, own]) => [role, [...own, ...guards]]),
  );

/** The rows of each Markdown table, its head left out. */
const tablesOf = (text: string): readonly (readonly (readonly string[])[])[] =>
  text
    .split(/\n\s*\n/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map((lines) =>
      lines.slice(2).map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    );

const edgesOfCell = (from: string, cell: string): readonly TableEdge[] =>
  cell
    .split('·')
    .map((part) => /^\s*(?<targets>[a-z_, ]+?)\s*\((?<roles>[^;)]+)(?:;(?<guards>[^)]*))?\)\s*$/.exec(part)?.groups)
    .flatMap((groups) => {
      if (!groups) throw new Error(`Cannot read the cell of ${from}: ${cell}`);
      const guardsByRole = rolesOf(groups.roles ?? '', wordsOf(groups.guards ?? ''));
      return wordsOf(groups.targets ?? '').map((to) => ({ from, to, guardsByRole }));
    });

/** Rows of `from → targets`, and further tables that say who may go where. */
const readByTarget = (tables: readonly (readonly (readonly string[])[])[]): WorkflowTable => {
  const [paths = [], byTarget = [], outOf = [], exceptions = []] = tables;
  const rolesTo = new Map(byTarget.flatMap(([to = '', roles = '']) => wordsOf(to).map((name) => [name, roles])));
  const rolesFrom = new Map(outOf.map(([from = '', roles = '']) => [from, roles]));
  const without = new Map(exceptions.flatMap(([from = '', not = '']) => wordsOf(from).map((name) => [name, not])));
  const rolesFor = (from: string, to: string): string => {
    const all = wordsOf(rolesFrom.get(from) ?? rolesTo.get(to) ?? '');
    const excluded = to === 'cancelled' ? wordsOf(without.get(from) ?? '') : [];
    return all.filter((role) => !excluded.includes(role)).join(',');
  };
  return {
    statuses: paths.map(([from = '']) => from),
    edges: paths.flatMap(([from = '', targets = '']) =>
      wordsOf(targets).map((to) => ({ from, to, guardsByRole: rolesOf(rolesFor(from, to)) })),
    ),
  };
};

/** The table of one workflow, as test/unit/workflows/tables describes it. */
export const readWorkflowTable = (id: string): WorkflowTable => {
  const tables = tablesOf(readFileSync(new URL(`../tables/${id}.md`, import.meta.url), 'utf8'));
  if (tables.length > 1) return readByTarget(tables);
  const rows = tables[0] ?? [];
  return {
    statuses: rows.map(([from = '']) => from),
    edges: rows.flatMap(([from = '', cell = '']) => (cell === '' ? [] : edgesOfCell(from, cell))),
  };
};
