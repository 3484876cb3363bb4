/** The small form of `npm run test:chaos`. */
import { expect, inject, it } from 'vitest';
import { playChaos } from '../chaos/play-chaos.ts';
import { openStage } from '../faults/stage.ts';

it('clients that nothing is spared have in the end what the server has, each event once and in order', async () => {
  const stage = await openStage({ api: inject('apiUrl'), websocket: inject('websocketUrl'), edge: inject('edgeUrl') });
  try {
    const { wrong, events, faults } = await playChaos(stage, { clients: 20, changes: 300, seed: 20_261 });
    expect(wrong).toEqual([]);
    expect(events).toBeGreaterThan(300);
    expect(faults).toBeGreaterThan(5);
  } finally {
    await stage.clearFaults();
    await stage.rest();
    await stage.resetClock();
  }
});
