/**
 * `npm run bench`: every measure in one run, each with its table as soon as it is done: ours, the floor, and the ratio,
 * which is what counts on a machine that others use. `npm run bench -- --only <measure>` for one of them; `bundles` also
 * writes docs/bundles.md, and `--write` docs/benchmarks.md.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { readOptions } from '../bin/command.ts';
import { benchmarksDocument, type Section } from './benchmarks/document.ts';
import { bundlesDocument } from './bundles-document.ts';
import { measureBundles } from './measures/bundles.ts';
import { printTable, type Row } from './report.ts';
import { boardRows } from './rows/board.ts';
import { acceptedRows, changeRows } from './rows/changes.ts';
import { floodRows } from './rows/flood.ts';
import { loadingRows } from './rows/loading.ts';
import { memoryRows } from './rows/memory.ts';
import { notificationRows } from './rows/notifications.ts';
import { bundleRows, callRows, lifeRows, operationRows, readRows, socketRows, startRows } from './rows/others.ts';
import { pageRows } from './rows/pages.ts';
import { type BenchCloud, startBenchCloud } from './rows/shared-cloud.ts';
import { crowdRows } from './rows/sockets.ts';
import { streamRows } from './rows/streams.ts';
import { weekRows } from './rows/week.ts';

type Measure = (cloud: () => Promise<BenchCloud>) => Promise<readonly Row[]>;

/** A page's memory is flat, or is not, within minutes. */
const MAX_BOARD_MINUTES = 10;

/** An hour of changes is measured only where it is asked for. */
const ON_REQUEST: readonly string[] = ['memory', 'board'];

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
  sockets: onCloud(crowdRows),
  streams: onCloud(streamRows),
  operations: onCloud(operationRows),
  life: lifeRows,
  notifications: onCloud(notificationRows),
  flood: onCloud(floodRows),
  week: weekRows,
  memory: onCloud((cloud) => memoryRows(cloud, asked.minutes)),
  start: startRows,
  pages: pageRows,
  loading: onCloud(loadingRows),
  board: onCloud((cloud) => boardRows(cloud, Math.min(asked.minutes, MAX_BOARD_MINUTES))),
  bundles: async () => {
    const bundles = await measureBundles();
    writeFileSync('docs/bundles.md', bundlesDocument(bundles));
    return bundleRows(bundles);
  },
};

const HELP = `npm run bench [-- <measure> …]

Prints ours, the floor, and the ratio of both. Without a measure, all of them; \`bundles\` also writes docs/bundles.md.
With --write, all of them into docs/benchmarks.md.

  --minutes   of \`memory\`, 60 by default; of \`board\` at most 10

Measures: ${Object.keys(MEASURES).join(', ')}. Only on request: ${ON_REQUEST.join(', ')}`;

interface Asked {
  readonly names: readonly string[];
  readonly minutes: number;
  /** The document has all measures of one run: of some, nothing is written. */
  readonly write: boolean;
}

/** What is asked for. @throws one sentence that says what is wrong. */
const wanted = (): Asked => {
  const { values, positionals } = readOptions(HELP, {
    options: {
      only: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: '60' },
      write: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const { minutes, write } = values;
  const names = [...values.only, ...positionals];
  const unknown = names.find((name) => !(name in MEASURES));
  if (unknown !== undefined)
    throw new Error(`There is no measure ${unknown}, only ${Object.keys(MEASURES).join(', ')}.`);
  if (write && names.length > 0) throw new Error('docs/benchmarks.md is written of all measures only.');
  const all = Object.keys(MEASURES).filter((name) => !ON_REQUEST.includes(name));
  return { names: names.length === 0 ? all : names, minutes: Number(minutes), write };
};

const asked = wanted();
let cloud: Promise<BenchCloud> | undefined;
const sharedCloud = (): Promise<BenchCloud> => {
  cloud ??= startBenchCloud();
  return cloud;
};
const sections: Section[] = [];
try {
  for (const measure of asked.names) {
    const rows = (await MEASURES[measure]?.(sharedCloud)) ?? [];
    sections.push({ measure, rows });
    console.log(`\n${measure}\n`);
    printTable(rows);
  }
} finally {
  await (await cloud)?.cloud.stop();
}
if (asked.write) {
  const processors = cpus();
  const machine = { processors: processors.length, model: processors[0]?.model ?? '', node: process.versions.node };
  writeFileSync('docs/benchmarks.md', benchmarksDocument(sections, machine));
}
