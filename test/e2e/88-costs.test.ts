import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { adminClient } from '../../bench/client.ts';
import { costsIn } from '../../bench/costs/document.ts';
import { COST_NAMES, leastOfLives } from '../../bench/costs/life.ts';

it('no step of a life needs more than docs/costs.md says', async () => {
  const written = costsIn(readFileSync('docs/costs.md', 'utf8'));
  const api = inject('apiUrl');
  const { client, token } = await adminClient({ api });
  const { steps } = await leastOfLives({ api, websocket: inject('websocketUrl'), client, token });
  expect(steps.length).toBeGreaterThan(0);
  const over = steps.flatMap(({ step, ...cost }) =>
    COST_NAMES.filter((name) => !(cost[name] <= (written.get(step)?.[name] ?? -1))).map(
      (name) => `${step}: ${cost[name]} ${name}, not ${written.get(step)?.[name]}`,
    ),
  );
  expect(over).toEqual([]);
});
