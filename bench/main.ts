/**
 * `npm run bench`: every figure in one run and one table, as ratios and percentiles. These machines are noisy: read the
 * ratios. `npm run bench bundles` measures the functions' bundles alone, and writes docs/bundles.md; `npm run bench calls`
 * the processor time of a call to the table.
 */

import { writeFileSync } from 'node:fs';
import { startCloudProcess } from '../test/support/cloud-process.ts';
import { bundlesDocument } from './bundles-document.ts';
import { adminClient } from './client.ts';
import { measureAwsCalls } from './measures/aws-call.ts';
import { type BundleFigures, measureBundles } from './measures/bundles.ts';
import { type Floor, measureFloor } from './measures/floor.ts';
import { measureOperations } from './measures/operations.ts';
import { memoryOf, showsProcesses } from './measures/processor.ts';
import { measureSocket, type SocketFigures } from './measures/socket.ts';
import { measureStatusChange, type StatusChangeFigures } from './measures/status-change.ts';
import { printTable, type Row } from './report.ts';
import { milliseconds, percentilesOf } from './statistics.ts';

const COUNT = 800;
const SOCKET_CHANGES = 100;
const OPERATION_CHANGES = 50;

const ratio = (figure: number, floor: number): string => `${(figure / floor).toFixed(1)} × the bare transaction`;

const changeRows = (floor: Floor, figures: StatusChangeFigures): Row[] => {
  const bare = percentilesOf(floor.one.samples);
  const put = percentilesOf(figures.one.samples);
  const reads = percentilesOf(figures.reads.samples);
  return [
    { measure: 'bare transaction behind a bare PUT, P50', figure: milliseconds(bare.p50), against: 'the floor' },
    { measure: 'bare transaction behind a bare PUT, P95', figure: milliseconds(bare.p95), against: 'the floor' },
    {
      measure: 'bare transactions, 16 clients',
      figure: `${floor.sixteen.perSecond.toFixed(0)}/s`,
      against: 'the floor',
    },
    { measure: 'PUT status P50', figure: milliseconds(put.p50), against: ratio(put.p50, bare.p50) },
    {
      measure: 'PUT status P95',
      figure: milliseconds(put.p95),
      against: `${ratio(put.p95, bare.p95)}; target < 200 ms`,
    },
    {
      measure: 'PUT status, 16 clients',
      figure: `${figures.sixteen.perSecond.toFixed(0)}/s`,
      against: `${(figures.sixteen.perSecond / floor.sixteen.perSecond).toFixed(2)} of the floor; target ≥ 100/s`,
    },
    { measure: 'GET status with history P95', figure: milliseconds(reads.p95), against: 'target < 100 ms' },
  ];
};

/** A thread that takes less of a change says nothing. */
const SHOWN_MILLISECONDS = 0.3;

const processorRows = ({ processor }: StatusChangeFigures, atRest: number | undefined): Row[] => {
  if (processor === undefined || atRest === undefined) return [];
  const { byThread, seconds, memoryMegabytes } = processor;
  return [
    { measure: 'memory at rest, all processes', figure: `${atRest.toFixed(0)} MB`, against: 'target ≤ 400 MB' },
    { measure: 'memory under load', figure: `${memoryMegabytes.toFixed(0)} MB`, against: 'target ≤ 700 MB' },
    {
      measure: 'changes with all that follows, 16 clients',
      figure: `${(COUNT / seconds).toFixed(0)}/s`,
      against: 'target ≥ 100/s',
    },
    {
      measure: 'processor time of a change with all that follows',
      figure: milliseconds(processor.milliseconds / COUNT),
      against: 'target ≤ 14 ms',
    },
    ...[...byThread]
      .filter(([, time]) => time / COUNT > SHOWN_MILLISECONDS)
      .map(([name, time]) => ({ measure: `  thread ${name}`, figure: milliseconds(time / COUNT), against: '' })),
  ];
};

const bundleRows = (bundles: readonly BundleFigures[]): Row[] =>
  bundles.map((bundle) => ({
    measure: `bundle and cold import: ${bundle.functionId}`,
    figure: `${bundle.kilobytes.toFixed(0)} KB, ${milliseconds(bundle.startMilliseconds)}`,
    against: `its libraries alone: ${bundle.floorKilobytes.toFixed(0)} KB, ${milliseconds(bundle.floorMilliseconds)}: ${(bundle.startMilliseconds / bundle.floorMilliseconds).toFixed(2)} × the floor`,
  }));

const socketRows = (figures: SocketFigures): Row[] => {
  const fromResponse = percentilesOf(figures.fromResponse);
  const fromStart = percentilesOf(figures.fromStart);
  return [
    {
      measure: 'change accepted → socket P50',
      figure: milliseconds(fromResponse.p50),
      against: 'floor 5.5 ms with pauses',
    },
    { measure: 'change accepted → socket P95', figure: milliseconds(fromResponse.p95), against: 'target < 50 ms' },
    { measure: 'PUT sent → socket P95', figure: milliseconds(fromStart.p95), against: '' },
  ];
};

const cloudRows = async (): Promise<Row[]> => {
  const cloud = await startCloudProcess();
  try {
    const { client, token } = await adminClient(cloud);
    const engine = cloud.health.addresses.engines.dynamodb;
    if (engine === undefined) throw new Error('/_local/health names no dynamodb engine');
    const drain = async (): Promise<void> => {
      const response = await fetch(`${cloud.api}/_local/drain`, { method: 'POST' });
      if (!response.ok) throw new Error(`drain: ${response.status} ${await response.text()}`);
      await response.arrayBuffer();
    };
    await drain();
    const atRest = showsProcesses ? memoryOf(cloud.pid) : undefined;
    const floor = await measureFloor(engine, COUNT);
    const change = await measureStatusChange({ client, pid: cloud.pid, drain }, COUNT);
    await drain();
    const socket = await measureSocket(client, cloud.websocket, token, SOCKET_CHANGES);
    const operations = await measureOperations(cloud.api, client, OPERATION_CHANGES);
    return [
      ...changeRows(floor, change),
      ...processorRows(change, atRest),
      ...socketRows(socket),
      ...[...operations].map(([name, perChange]) => ({
        measure: `per change: ${name}`,
        figure: perChange.toFixed(2),
        against: `counted over ${OPERATION_CHANGES} changes`,
      })),
    ];
  } finally {
    await cloud.stop();
  }
};

const callRows = (calls: ReadonlyMap<string, number>): Row[] => {
  const bare = Math.min(...calls.values());
  return [...calls].map(([name, microseconds]) => ({
    measure: `processor time of a call to the table: ${name}`,
    figure: `${microseconds.toFixed(0)} µs`,
    against: `${(microseconds / bare).toFixed(2)} × a bare request`,
  }));
};

if (process.argv.includes('calls')) {
  printTable(callRows(await measureAwsCalls()));
} else if (process.argv.includes('bundles')) {
  const bundles = await measureBundles();
  printTable(bundleRows(bundles));
  writeFileSync('docs/bundles.md', bundlesDocument(bundles));
} else {
  printTable([...callRows(await measureAwsCalls()), ...(await cloudRows()), ...bundleRows(await measureBundles())]);
}
