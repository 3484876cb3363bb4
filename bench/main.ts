/** `npm run bench`: every figure in one run and one table, as ratios and percentiles. These machines are noisy: read the ratios. */

import { startCloudProcess } from '../test/support/cloud-process.ts';
import { adminClient } from './client.ts';
import { measureBundles } from './measures/bundles.ts';
import { type Floor, measureFloor } from './measures/floor.ts';
import { measureOperations } from './measures/operations.ts';
import { measureSocket } from './measures/socket.ts';
import { measureStatusChange, type StatusChangeFigures } from './measures/status-change.ts';
import { printTable, type Row } from './report.ts';
import { milliseconds, percentilesOf } from './statistics.ts';

const COUNT = 800;
const SOCKET_CHANGES = 200;
const OPERATION_CHANGES = 50;
const BUNDLES = '.cache/bundles';

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

const main = async (): Promise<void> => {
  const cloud = await startCloudProcess();
  try {
    const { client, token } = await adminClient(cloud);
    const engine = cloud.health.addresses.engines.dynamodb;
    if (engine === undefined) throw new Error('/_local/health names no dynamodb engine');
    const floor = await measureFloor(engine, COUNT);
    const change = await measureStatusChange(client, COUNT);
    await fetch(`${cloud.api}/_local/drain`, { method: 'POST' });
    const socket = await measureSocket(client, cloud.websocket, token, SOCKET_CHANGES);
    const operations = await measureOperations(cloud.api, client, OPERATION_CHANGES);
    const fromAnswer = percentilesOf(socket.fromAnswer);
    const fromStart = percentilesOf(socket.fromStart);
    const rows: Row[] = [
      ...changeRows(floor, change),
      {
        measure: 'change accepted → socket P50',
        figure: milliseconds(fromAnswer.p50),
        against: 'floor 5.5 ms with pauses',
      },
      { measure: 'change accepted → socket P95', figure: milliseconds(fromAnswer.p95), against: 'target < 50 ms' },
      { measure: 'PUT sent → socket P95', figure: milliseconds(fromStart.p95), against: '' },
      ...[...operations].map(([name, perChange]) => ({
        measure: `table operations per change: ${name}`,
        figure: perChange.toFixed(2),
        against: `counted over ${OPERATION_CHANGES} changes`,
      })),
    ];
    await cloud.stop();
    const bundles = measureBundles(BUNDLES).map(({ functionId, kilobytes, startMilliseconds }) => ({
      measure: `bundle and cold import: ${functionId}`,
      figure: `${kilobytes.toFixed(0)} KB, ${milliseconds(startMilliseconds)}`,
      against: 'floor of the common libraries: 463 KB, 48 ms',
    }));
    printTable([...rows, ...bundles]);
  } finally {
    await cloud.stop();
  }
};

await main();
