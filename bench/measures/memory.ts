import { setTimeout as pause } from 'node:timers/promises';
import type { BenchClient } from '../client.ts';
import { slopeOf } from '../statistics.ts';
import { memoryByProcess, memoryOf } from './processor.ts';

export interface MemoryBench {
  readonly client: BenchClient;
  /** The cloud's process. */
  readonly pid: number;
}

/** Megabytes at the end of a minute of changes. */
export interface MemorySample {
  readonly minute: number;
  /** Since the beginning. */
  readonly changes: number;
  readonly megabytes: number;
  readonly byProcess: ReadonlyMap<string, number>;
}

export interface MemoryFigures {
  readonly samples: readonly MemorySample[];
  readonly changes: number;
  /** Megabytes an hour, by the least squares over the second half: what was compiled and kept at first says nothing. */
  readonly slope: number;
  /** Megabytes for each thousand changes, in the first third of the minutes and in the last. */
  readonly byThousand: { readonly first: number; readonly last: number };
}

/** What two cores do for hours beside what else runs on them. */
const CHANGES_A_SECOND = 20;
/** The steps of an order, again and again of a new one: made, and then moved on. */
const STEPS = ['confirmed', 'processing', 'delayed', 'processing'] as const;
const MINUTE_MILLISECONDS = 60_000;

const byThousandChanges = (samples: readonly MemorySample[]): number =>
  slopeOf(samples.map(({ changes, megabytes }) => [changes / 1000, megabytes]));

/** Makes an order and takes its steps, one change after the other. */
const liveOnce = async (client: BenchClient, name: string): Promise<number> => {
  const id = await client.createOrder(name);
  for (const status of STEPS) await client.putStatus(id, status);
  return 1 + STEPS.length;
};

/** Changes at a steady rate for so many minutes; after each, what all processes of the cloud hold. */
export const measureMemory = async (
  { client, pid }: MemoryBench,
  minutes: number,
  onSample: (sample: MemorySample) => void,
): Promise<MemoryFigures> => {
  const samples: MemorySample[] = [];
  const startedAt = performance.now();
  let changes = 0;
  for (let minute = 1; minute <= minutes; minute += 1) {
    const endsAt = startedAt + minute * MINUTE_MILLISECONDS;
    while (performance.now() < endsAt) {
      changes += await liveOnce(client, `bench-memory-${changes}`);
      const aheadBy = (changes / CHANGES_A_SECOND) * 1000 - (performance.now() - startedAt);
      if (aheadBy > 0) await pause(aheadBy);
    }
    const sample = { minute, changes, megabytes: memoryOf(pid), byProcess: memoryByProcess(pid) };
    samples.push(sample);
    onSample(sample);
  }
  const late = samples.slice(Math.floor(samples.length / 2));
  const slope = slopeOf(late.map(({ minute, megabytes }) => [minute / 60, megabytes]));
  const third = Math.max(2, Math.floor(samples.length / 3));
  const byThousand = {
    first: byThousandChanges(samples.slice(0, third)),
    last: byThousandChanges(samples.slice(-third)),
  };
  return { samples, changes, slope, byThousand };
};
