import { POLL_MILLISECONDS } from '../../shared/realtime/follow-events.ts';
import { measureBareStreams, measureStreams } from '../measures/streams.ts';
import type { Row } from '../report.ts';
import { compared, milliseconds, percentilesOf, rate } from '../statistics.ts';
import type { BenchCloud } from './shared-cloud.ts';

const SIZES = [1, 100, 1_000];
const CHANGES = 20;
/** More are begun where `BENCH_MAX_STREAMS` says so: on a busy machine the first end before the last have begun. */
const USUAL_STREAMS = 100;

/** A change to all open event streams of one order. Each looks once a second, on average half a second after the change. */
export const streamRows = async ({ client, cloud, drain }: BenchCloud): Promise<readonly Row[]> => {
  await drain();
  const rows: Row[] = [];
  const maxStreams = Number(process.env.BENCH_MAX_STREAMS ?? USUAL_STREAMS);
  for (const size of SIZES) {
    if (size > maxStreams) {
      const measure = `change accepted → ${size.toLocaleString('en')} event streams P95`;
      rows.push({ measure, ours: `not measured: BENCH_MAX_STREAMS=${size}` });
      continue;
    }
    const { begunPerSecond, samples, changes, memoryMegabytes } = await measureStreams(client, cloud, size, CHANGES);
    const measure = `change accepted → ${size.toLocaleString('en')} event streams`;
    if (samples.length === 0) {
      rows.push({ measure: `${measure} P95`, ours: `not measured: ${rate(begunPerSecond)} begun` });
      continue;
    }
    const ours = percentilesOf(samples);
    const bare = percentilesOf(await measureBareStreams(size, changes, POLL_MILLISECONDS));
    rows.push(
      { measure: `${measure} P50`, ...compared(ours.p50, bare.p50, milliseconds) },
      { measure: `${measure} P95`, ...compared(ours.p95, bare.p95, milliseconds) },
      { measure: '  begun', ours: rate(begunPerSecond) },
      { measure: '  memory, all processes', ours: `${memoryMegabytes.toFixed(0)} MB` },
    );
  }
  return rows;
};
