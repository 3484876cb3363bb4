/**
 * `npm run bench`: every measure in one run and one table: ours, the floor, and the ratio, which is what counts on a
 * machine that others use. `npm run bench -- --only <measure>` for one of them; `bundles` also writes docs/bundles.md.
 */
import { writeFileSync } from 'node:fs';
import { readOptions } from '../bin/command.ts';
import { bundlesDocument } from './bundles-document.ts';
import { measureBundles } from './measures/bundles.ts';
import { printTable, type Row } from './report.ts';
import { acceptedRows, changeRows } from './rows/changes.ts';
import { floodRows } from './rows/flood.ts';
import { notificationRows } from './rows/notifications.ts';
import { bundleRows, callRows, lifeRows, operationRows, readRows, socketRows, startRows } from './rows/others.ts';
import { type BenchCloud, startBenchCloud } from './rows/shared-cloud.ts';
import { weekRows } from './rows/week.ts';

type Measure = (cloud: () => Promise<BenchCloud>) => Promise<readonly Row[]>;

const onCloud =
  (rows: (cloud: BenchCloud) => Promise<readonly Row[]>): Measure =>
  async (cloud) =>
    rows(await cloud());

const MEASURES: Readonly<Record<string, Measure>> = {
  calls: callRows,
  changes: onCloud(changeRows),
  accepted: onCloud(acceptedRows),
  reads: onCloud(readRows),
  socket: onCloud(socketRows),
  operations: onCloud(operationRows),
  life: lifeRows,
  notifications: onCloud(notificationRows),
  flood: onCloud(floodRows),
  week: weekRows,
  start: startRows,
  bundles: async () => {
    const bundles = await measureBundles();
    writeFileSync('docs/bundles.md', bundlesDocument(bundles));
    return bundleRows(bundles);
  },
};

const HELP = `npm run bench [-- <measure> …]

Prints ours, the floor, and the ratio of both. Without a measure, all of them; \`bundles\` also writes docs/bundles.md.

Measures: ${Object.keys(MEASURES).join(', ')}`;

/** The measures that are asked for. @throws one sentence that names them all. */
const wanted = (): readonly string[] => {
  const { values, positionals } = readOptions(HELP, {
    options: { only: { type: 'string', multiple: true, default: [] } },
    allowPositionals: true,
  });
  const names = [...values.only, ...positionals];
  const unknown = names.find((name) => !(name in MEASURES));
  if (unknown !== undefined)
    throw new Error(`There is no measure ${unknown}, only ${Object.keys(MEASURES).join(', ')}.`);
  return names.length === 0 ? Object.keys(MEASURES) : names;
};

const names = wanted();
let cloud: Promise<BenchCloud> | undefined;
const sharedCloud = (): Promise<BenchCloud> => {
  cloud ??= startBenchCloud();
  return cloud;
};
const rows: Row[] = [];
try {
  for (const name of names) rows.push(...((await MEASURES[name]?.(sharedCloud)) ?? []));
} finally {
  await (await cloud)?.cloud.stop();
}
printTable(rows);
