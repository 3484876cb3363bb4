import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { Company } from '../faults/actors.ts';
import { checkOrder, type Findings } from '../faults/check-order.ts';
import { playOut } from '../faults/inject-faults.ts';
import { PARCELS } from '../faults/scenarios/parcels.ts';
import { SHOPS } from '../faults/scenarios/shops.ts';
import { armedFaults, armFault, type Place } from '../faults/sites.ts';
import { openStage, type Stage } from '../faults/stage.ts';
import { readWorld } from '../faults/world.ts';

interface Target {
  readonly site: Place;
  readonly after: number;
}

/** One link each of the chain from a request to a mail and a schedule; `npm run test:faults` harms all there are. */
const TARGETS: readonly Target[] = [
  ...[0, 3].map((after) => ({
    site: { function: 'OrdersApi', service: 'dynamodb', operation: 'TransactWriteItems' },
    after,
  })),
  ...[0, 3].map((after) => ({ site: { function: 'FanOut', service: 'sqs', operation: 'SendMessageBatch' }, after })),
  ...[0, 3].map((after) => ({ site: { function: 'Notify', service: 'dynamodb', operation: 'PutItem' }, after })),
  { site: { function: 'SchedulesSchedule', service: 'scheduler', operation: 'CreateSchedule' }, after: 0 },
];

const SDK_TRIES = 3;

const NAMES = ['parcel by carrier events, followed live', 'grocery with a substitution and a driver'];
const scenarios = [...PARCELS, ...SHOPS].filter(({ name }) => NAMES.includes(name));

describe('what fails on its way', () => {
  let stage: Stage;
  let company: Company;

  beforeAll(async () => {
    stage = await openStage({ api: inject('apiUrl'), websocket: inject('websocketUrl'), edge: inject('edgeUrl') });
    company = new Company(stage, 'e');
  });

  afterEach(async () => {
    await stage.clearFaults();
    await stage.rest();
    await stage.resetClock();
  });

  it.each(['lost_reply', 'kill'] as const)('loses, doubles and leaves nothing: %s', async (kind) => {
    for (const target of TARGETS) await armFault(stage, target, kind);
    const expectations = await playOut(stage, company, scenarios);
    expect((await armedFaults(stage)).map(({ applied }) => applied)).toEqual(TARGETS.map(() => 1));
    const findings: Findings = { lost: [], doubled: [], halfDone: [] };
    const world = await readWorld(stage);
    for (const expected of expectations) checkOrder(expected, world, findings);
    expect(findings).toEqual({ lost: [], doubled: [], halfDone: [] });
    expect(expectations).toHaveLength(scenarios.length);
  });

  it('a reader who cannot be reached is disconnected, comes back, and has missed nothing', async () => {
    const site = { function: 'Broadcast', service: 'execute-api', operation: 'PostToConnection' };
    await armFault(stage, { site, after: 0 }, 'error', SDK_TRIES);
    const [expected] = await playOut(stage, company, scenarios.slice(0, 1));
    expect((await armedFaults(stage)).map(({ applied }) => applied)).toEqual([SDK_TRIES]);
    if (expected === undefined) throw new Error('nothing was played');
    const findings: Findings = { lost: [], doubled: [], halfDone: [] };
    checkOrder(expected, await readWorld(stage), findings);
    expect(findings).toEqual({ lost: [], doubled: [], halfDone: [] });
    expect(await stage.get('denied')).toEqual([]);
  });
});
