/** One row of the bench's only table: what was measured, the figure, and what to hold it against. */
export interface Row {
  readonly measure: string;
  readonly figure: string;
  readonly against: string;
}

/** Prints rows as one aligned table. */
export const printTable = (rows: readonly Row[]): void => {
  const header: Row = { measure: 'measure', figure: 'figure', against: 'held against' };
  const all = [header, ...rows];
  const width = (pick: (row: Row) => string): number => Math.max(...all.map((row) => pick(row).length));
  const widths = [width((row) => row.measure), width((row) => row.figure)] as const;
  const line = (row: Row): string =>
    `${row.measure.padEnd(widths[0])}  ${row.figure.padStart(widths[1])}  ${row.against}`.trimEnd();
  console.log(line(header));
  console.log('-'.repeat(line(header).length + 24));
  for (const row of rows) console.log(line(row));
};
