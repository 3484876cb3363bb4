/**
 * `npm run test:chaos`: 200 clients that nothing is spared, while 5,000 changes run, functions are killed and messages come
 * twice. Prints what was missed, doubled or out of order; ends with 1 when that is not nothing.
 */
import { readOptions } from '../../bin/command.ts';
import { openStage } from '../faults/stage.ts';
import { startCloudProcess } from '../support/cloud-process.ts';
import { playChaos } from './play-chaos.ts';

const { values } = readOptions('npm run test:chaos [-- --clients 200 --changes 5000 --seed 1]', {
  options: {
    clients: { type: 'string', default: '200' },
    changes: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
});
const cloud = await startCloudProcess();
try {
  const stage = await openStage({ ...cloud, edge: cloud.health.addresses.edge });
  const { events, fates, faults, wrong } = await playChaos(stage, {
    clients: Number(values.clients),
    changes: Number(values.changes),
    seed: Number(values.seed),
    onProgress: (line) => console.log(line),
  });
  console.log(`${events} events to ${values.clients} clients, ${fates} fates, ${faults} faults: ${wrong.length} wrong`);
  for (const line of wrong) console.log(line);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await cloud.stop();
}
