import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { adminClient } from '../../bench/client.ts';
import { costsIn } from '../../bench/costs/document.ts';
import { COST_NAMES, type Cost, leastOfLives } from '../../bench/costs/life.ts';

/**
 * An item that is about a kilobyte costs a unit more where the names of its days are longer: of a life of some other date
 * one unit of a step is nothing new. What is added to a step costs more.
 */
const ROOM = { invocations: 0, tableCalls: 0, writeUnits: 1, readUnits: 0, messages: 0 } as const satisfies Cost;

it('no step of a life needs more than docs/costs.md says', async () => {
  const written = costsIn(readFileSync('docs/costs.md', 'utf8'));
  const api = inject('apiUrl');
  const { client, token } = await adminClient({ api });
  const { steps } = await leastOfLives({ api, websocket: inject('websocketUrl'), client, token });
  expect(steps.length).toBeGreaterThan(0);
  const over = steps.flatMap(({ step, ...cost }) =>
    COST_NAMES.filter((name) => !(cost[name] <= (written.get(step)?.[name] ?? -1) + ROOM[name])).map(
      (name) => `${step}: ${cost[name]} ${name}, not ${written.get(step)?.[name]}`,
    ),
  );
  expect(over).toEqual([]);
});
