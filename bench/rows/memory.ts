import { type MemorySample, measureMemory } from '../measures/memory.ts';
import { showsProcesses } from '../measures/processor.ts';
import type { Row } from '../report.ts';
import type { BenchCloud } from './shared-cloud.ts';

/** Half of them are two points at least, which a line needs. */
const MIN_MINUTES = 4;
const megabytes = (value: number): string => `${value.toFixed(0)} MB`;

const lineOf = ({ minute, changes, megabytes: all, byProcess }: MemorySample): string =>
  `minute ${minute}, ${changes} changes: ${megabytes(all)} (${[...byProcess].map(([name, value]) => `${name} ${value.toFixed(0)}`).join(', ')})`;

/** Whether the memory stays the same under changes that go on: a line for each minute, then the slope. */
export const memoryRows = async ({ client, cloud }: BenchCloud, minutes: number): Promise<readonly Row[]> => {
  if (!showsProcesses) throw new Error('This system does not show the memory of processes.');
  if (!(minutes >= MIN_MINUTES)) throw new Error(`--minutes is ${MIN_MINUTES} at least.`);
  const figures = await measureMemory({ client, pid: cloud.pid }, minutes, (sample) => console.log(lineOf(sample)));
  const { samples, changes, slope, byThousand } = figures;
  const largest = Math.max(...samples.map((sample) => sample.megabytes));
  return [
    {
      measure: `memory at most, ${changes} changes in ${minutes} minutes`,
      ours: megabytes(largest),
      target: '≤ 700 MB',
    },
    { measure: 'its slope over the second half', ours: `${slope.toFixed(0)} MB an hour`, target: 'flat' },
    {
      measure: 'for each 1,000 changes, first third and last',
      ours: `${byThousand.first.toFixed(1)} and ${byThousand.last.toFixed(1)} MB`,
    },
  ];
};
