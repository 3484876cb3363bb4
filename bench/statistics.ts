/** Percentiles of a sample, milliseconds. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Nearest-rank percentiles. Throws on an empty sample: a figure of nothing is no figure. */
export const percentilesOf = (samples: readonly number[]): Percentiles => {
  if (samples.length === 0) throw new Error('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) };
};

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

/** Runs `work` for every index with at most `concurrency` under way, and answers each one's milliseconds and the whole's. */
export const timed = async (
  count: number,
  concurrency: number,
  work: (index: number) => Promise<void>,
): Promise<{ readonly samples: readonly number[]; readonly perSecond: number }> => {
  const samples: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    for (;;) {
      const index = next;
      next += 1;
      if (index >= count) return;
      const from = performance.now();
      await work(index);
      samples.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { samples, perSecond: (count * 1000) / (performance.now() - startedAt) };
};
