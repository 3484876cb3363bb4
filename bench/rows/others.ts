import { COST_NAMES, totalOf } from '../costs/life.ts';
import { measureCosts } from '../costs/measure.ts';
import { measureAwsCalls } from '../measures/aws-call.ts';
import type { BundleFigures } from '../measures/bundles.ts';
import { measureOperations } from '../measures/operations.ts';
import { measureReads } from '../measures/reads.ts';
import { measureSocket } from '../measures/socket.ts';
import { measureStart } from '../measures/start.ts';
import type { Row } from '../report.ts';
import { compared, microseconds, milliseconds, percentilesOf, rate } from '../statistics.ts';
import type { BenchCloud } from './shared-cloud.ts';

const READS = 800;
const SOCKET_CHANGES = 100;
const OPERATION_CHANGES = 50;
/** Found on the local engines with pauses of 5 ms between empty polls: change → stream → queue → socket. */
const SOCKET_FLOOR = { p50: 5.5, p95: 9 };

export const readRows = async ({ client, drain, floor }: BenchCloud): Promise<readonly Row[]> => {
  const { reads } = await floor();
  const figures = await measureReads(client, drain, READS);
  const row = (measure: string, ours: number, target: string): Row => ({
    measure,
    ...compared(ours, reads.perSecond, rate),
    target,
  });
  return [
    row('GET status with 20 entries, 16 clients', figures.status.perSecond, '≥ 600/s, 0.15 ×'),
    row('GET order, 16 clients', figures.order.perSecond, '≥ 600/s, 0.15 ×'),
    row('GET timeline, 16 clients', figures.timeline.perSecond, '≥ 400/s, 0.10 ×'),
    row('GET status, 304, 16 clients', figures.notModified.perSecond, '≥ 1,500/s, 0.38 ×'),
  ];
};

export const socketRows = async ({ client, cloud, token, drain }: BenchCloud): Promise<readonly Row[]> => {
  await drain();
  const { fromResponse, fromStart } = await measureSocket(client, cloud.websocket, token, SOCKET_CHANGES);
  const [accepted, sent] = [percentilesOf(fromResponse), percentilesOf(fromStart)];
  return [
    { measure: 'change accepted → socket P50', ...compared(accepted.p50, SOCKET_FLOOR.p50, milliseconds) },
    {
      measure: 'change accepted → socket P95',
      ...compared(accepted.p95, SOCKET_FLOOR.p95, milliseconds),
      target: '≤ 15 ms, 1.7 ×',
    },
    { measure: 'PUT sent → socket P95', ours: milliseconds(sent.p95) },
  ];
};

/** Counted, not timed: calls and invocations of a change by function. */
export const operationRows = async ({ client, cloud }: BenchCloud): Promise<readonly Row[]> =>
  [...(await measureOperations(cloud.api, client, OPERATION_CHANGES))].map(([name, perChange]) => ({
    measure: `per change: ${name}`,
    ours: perChange.toFixed(2),
  }));

/** Counted, not timed: what each step of a parcel's life needs with all that follows. */
export const lifeRows = async (): Promise<readonly Row[]> => {
  const { steps } = await measureCosts();
  const measure = (step: string): string => `life, ${step}: ${COST_NAMES.join(' / ')}`;
  const total = { step: 'whole', ...totalOf(steps) };
  return [...steps, total].map((cost) => ({
    measure: measure(cost.step),
    ours: COST_NAMES.map((name) => cost[name]).join(' / '),
    ...(cost === total ? { target: '34 / 75 / 200 / 60 / 20' } : {}),
  }));
};

export const callRows = async (): Promise<readonly Row[]> => {
  const calls = await measureAwsCalls();
  const bare = Math.min(...calls.values());
  return [...calls].map(([name, time]) => ({
    measure: `processor time of a call to the table: ${name}`,
    ...compared(time, bare, microseconds),
  }));
};

export const startRows = async (): Promise<readonly Row[]> => {
  const { servingSeconds, carrierMoveSeconds } = await measureStart();
  return [
    {
      measure: 'npm start until it serves, assembly in the cache',
      ours: `${servingSeconds.toFixed(1)} s`,
      target: '≤ 5 s',
    },
    {
      measure: 'from there to the first move by a carrier',
      ours: `${carrierMoveSeconds.toFixed(1)} s`,
      target: '≤ 10 s',
    },
  ];
};

export const bundleRows = (bundles: readonly BundleFigures[]): readonly Row[] =>
  bundles.flatMap((bundle) => [
    {
      measure: `start of ${bundle.functionId}, ${bundle.kilobytes.toFixed(0)} KB`,
      ...compared(bundle.startMilliseconds, bundle.floorMilliseconds, milliseconds),
      target: '≤ 1.15 ×',
    },
  ]);
