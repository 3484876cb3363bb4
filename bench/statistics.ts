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

/** Of the line that lies nearest to the points, by least squares. */
export const slopeOf = (points: readonly (readonly [x: number, y: number])[]): number => {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))];
  const spread = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  if (spread === 0) throw new Error('points at one place have no slope');
  return points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / spread;
};

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;

export const microseconds = (value: number): string => `${value.toFixed(0)} µs`;

export const rate = (value: number): string => `${value.toFixed(0)}/s`;

/** A figure beside its floor, as a row of the report has them. */
export const compared = (
  ours: number,
  floor: number,
  show: (value: number) => string,
): { readonly ours: string; readonly floor: string; readonly ratio: number } => ({
  ours: show(ours),
  floor: show(floor),
  ratio: ours / floor,
});

/** What `timed` found: each piece of work's milliseconds, and how many went through in a second. */
export interface Timing {
  readonly samples: readonly number[];
  readonly perSecond: number;
}

/** Shares `count` pieces of work out among so many clients, each of which does one after the other. */
export const timed = async (
  count: number,
  clients: number,
  work: (client: number) => Promise<void>,
): Promise<Timing> => {
  const samples: number[] = [];
  const run = async (client: number): Promise<void> => {
    for (let n = client; n < count; n += clients) {
      const from = performance.now();
      await work(client);
      samples.push(performance.now() - from);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  return { samples, perSecond: (count * 1000) / (performance.now() - startedAt) };
};
