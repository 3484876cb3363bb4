/** One row of a table of the bench: what was measured, ours, and what to hold it against. */
export interface Row {
  readonly measure: string;
  readonly ours: string;
  /** The least that the same could take here: the same engine and machine, and nothing of the product. */
  readonly floor?: string;
  /** Ours to the floor. */
  readonly ratio?: number;
  readonly target?: string;
}

export const COLUMNS = ['measure', 'ours', 'floor', 'ratio', 'target'] as const;

export const cellsOf = ({ measure, ours, floor = '', ratio, target = '' }: Row): readonly string[] => [
  measure,
  ours,
  floor,
  ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
  target,
];

/** Prints rows as one aligned table. */
export const printTable = (rows: readonly Row[]): void => {
  const lines = [COLUMNS, ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  console.log(line(COLUMNS));
  console.log('-'.repeat(widths.reduce((sum, width) => sum + width + 2, 0)));
  for (const cells of lines.slice(1)) console.log(line(cells));
};
