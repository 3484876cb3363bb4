import type { Floor } from '../measures/floor.ts';
import { measureStatusChange, type StatusChangeFigures } from '../measures/status-change.ts';
import type { Row } from '../report.ts';
import { compared, milliseconds, percentilesOf, rate } from '../statistics.ts';
import { type BenchCloud, startBenchCloud } from './shared-cloud.ts';

const COUNT = 800;
/** A thread that takes less of a change says nothing. */
const SHOWN_MILLISECONDS = 0.3;

const processorRows = ({ processor }: StatusChangeFigures, bare: Floor, atRest: number | undefined): readonly Row[] => {
  if (processor === undefined || atRest === undefined) return [];
  const { byThread, seconds, memoryMegabytes } = processor;
  return [
    { measure: 'memory at rest, all processes', ours: `${atRest.toFixed(0)} MB`, target: '≤ 400 MB' },
    { measure: 'memory under load', ours: `${memoryMegabytes.toFixed(0)} MB`, target: '≤ 700 MB' },
    {
      measure: 'changes with all followers done, 16 clients',
      ...compared(COUNT / seconds, bare.sixteen.perSecond, rate),
      target: '≥ 100/s, 0.08 ×',
    },
    {
      measure: 'processor time of a change with all followers',
      ours: milliseconds(processor.milliseconds / COUNT),
      target: '≤ 14 ms',
    },
    ...[...byThread]
      .filter(([, time]) => time / COUNT > SHOWN_MILLISECONDS)
      .map(([name, time]) => ({ measure: `  thread ${name}`, ours: milliseconds(time / COUNT) })),
  ];
};

/**
 * Status changes, with all that follows them. A target's ratio is of the floors of two cores that nobody else uses:
 * 1.6 and 2.4 ms, 1,290 transactions and 3,979 reads a second.
 */
export const changeRows = async ({ client, cloud, drain, floor, atRest }: BenchCloud): Promise<readonly Row[]> => {
  const bare = await floor();
  const figures = await measureStatusChange({ client, pid: cloud.pid, drain }, COUNT);
  const [least, put] = [percentilesOf(bare.one.samples), percentilesOf(figures.one.samples)];
  return [
    { measure: 'PUT status P50, 1 client', ...compared(put.p50, least.p50, milliseconds), target: '≤ 6 ms, 3.8 ×' },
    { measure: 'PUT status P95, 1 client', ...compared(put.p95, least.p95, milliseconds), target: '≤ 9 ms, 3.8 ×' },
    {
      measure: 'changes accepted, 16 clients',
      ...compared(figures.sixteen.perSecond, bare.sixteen.perSecond, rate),
    },
    ...processorRows(figures, bare, atRest),
  ];
};

/** The request path alone, in a cloud of its own whose streams and queues invoke nothing. */
export const acceptedRows = async ({ floor }: BenchCloud): Promise<readonly Row[]> => {
  const bare = await floor();
  const alone = await startBenchCloud(['--no-followers']);
  try {
    const { sixteen } = await measureStatusChange({ ...alone, pid: alone.cloud.pid, drain: async () => {} }, COUNT);
    const measure = 'changes accepted without followers, 16 clients';
    return [{ measure, ...compared(sixteen.perSecond, bare.sixteen.perSecond, rate), target: '≥ 300/s, 0.23 ×' }];
  } finally {
    await alone.cloud.stop();
  }
};
