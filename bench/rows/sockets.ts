import { measureBareCrowd } from '../measures/bare-sockets.ts';
import { measureCrowds } from '../measures/sockets.ts';
import type { Row } from '../report.ts';
import { compared, milliseconds, percentilesOf, rate } from '../statistics.ts';
import type { BenchCloud } from './shared-cloud.ts';

const SIZES = [1, 100, 1_000, 10_000];
/** A target's ratio is of the floors of two cores that nobody else uses: 11 and 93 ms at P95. */
const TARGETS: Readonly<Record<number, string>> = { 1000: '≤ 60 ms, 5.5 ×', 10000: '≤ 500 ms, 5.4 ×' };
/** More are opened where `BENCH_MAX_SOCKETS` says so: it takes minutes to open 10,000. */
const USUAL_SOCKETS = 1_000;
const SHOWN_MILLISECONDS = 5;
/** Enough samples either way. */
const changesOf = (size: number): number => (size >= 10_000 ? 5 : 30);

/** A change to all who follow one order: 1 to 10,000 open sockets, one of them dead and one that does not read. */
export const crowdRows = async ({ client, cloud, drain }: BenchCloud): Promise<readonly Row[]> => {
  await drain();
  const maxSockets = Number(process.env.BENCH_MAX_SOCKETS ?? USUAL_SOCKETS);
  const figures = await measureCrowds(
    client,
    cloud,
    SIZES.filter((size) => size <= maxSockets),
    changesOf,
  );
  const rows: Row[] = [];
  for (const { size, connectedPerSecond, samples, whole, changes, processor, memoryMegabytes } of figures) {
    const ours = percentilesOf(samples);
    const bare = percentilesOf(await measureBareCrowd(size, changesOf(size)));
    const measure = `change accepted → ${size.toLocaleString('en')} sockets`;
    rows.push(
      { measure: `${measure} P50`, ...compared(ours.p50, bare.p50, milliseconds) },
      {
        measure: `${measure} P95`,
        ...compared(ours.p95, bare.p95, milliseconds),
        ...(TARGETS[size] !== undefined && { target: TARGETS[size] }),
      },
      { measure: `${measure} P99`, ...compared(ours.p99, bare.p99, milliseconds) },
      ...(whole === undefined
        ? []
        : [{ measure: '  P95, none of them dead yet', ours: milliseconds(percentilesOf(whole).p95) }]),
      ...[...(processor?.byThread ?? [])]
        .filter(([, time]) => time / changes >= SHOWN_MILLISECONDS)
        .map(([name, time]) => ({
          measure: `  processor time of a change, ${name}`,
          ours: milliseconds(time / changes),
        })),
      { measure: '  connected and subscribed', ours: rate(connectedPerSecond) },
      { measure: '  memory, all processes', ours: `${memoryMegabytes.toFixed(0)} MB` },
    );
  }
  for (const size of SIZES.filter((one) => one > maxSockets)) {
    const measure = `change accepted → ${size.toLocaleString('en')} sockets P95`;
    rows.push({ measure, ours: `not measured: BENCH_MAX_SOCKETS=${size}`, target: TARGETS[size] ?? '' });
  }
  return rows;
};
