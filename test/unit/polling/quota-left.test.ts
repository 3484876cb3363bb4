import { describe, expect, it } from 'vitest';
import { callScope } from '../../../shared/polling/call-gate.ts';
import { quotaLeftPercent } from '../../../shared/polling/quota.ts';
import { pollingWorld } from '../../support/polling/polling-world.ts';

describe('what is left of a quota', () => {
  it.each([
    [0, 100],
    [40, 84],
    [249, 0],
    [300, 0],
  ])('of 250 calls a day is, after %d, %d percent', async (used, left) => {
    const quotas = [
      { calls: 1, seconds: 1 },
      { calls: 250, seconds: 86_400 },
    ];
    expect(await quotaLeftPercent(quotas, async () => used)).toBe(left);
  });

  it('is of the scarcest, and unknown where none is counted', async () => {
    const quotas = [
      { calls: 100, seconds: 60 },
      { calls: 1_000, seconds: 86_400 },
    ];
    expect(await quotaLeftPercent(quotas, async ({ seconds }) => (seconds === 60 ? 10 : 500))).toBe(50);
    expect(await quotaLeftPercent([{ calls: 1, seconds: 1 }], async () => 1)).toBeUndefined();
  });
});

describe('a run', () => {
  it('reports what is left of the account, and how old what it heard of was', async () => {
    const world = pollingWorld();
    const { wire, put } = world.apiOf('dhl');
    const trackingNumber = wire.numberOf('10000001');
    put({ trackingNumber, scans: [{ at: world.clock.now(), event: 'picked_up', city: 'MADRID' }] });
    await world.ship('ord_1', 'dhl', trackingNumber);
    world.clock.advance(3_600_000);
    await world.rates.take(callScope('dhl'), { limit: 250, windowSeconds: 86_400 }, world.clock.now(), 48);
    const report = await world.run('dhl');
    expect(report.calls).toBeGreaterThan(0);
    expect(report.quotaLeftPercent).toBe(Math.floor(100 * (1 - (48 + report.calls) / 250)));
    const state = await world.carriers.get('dhl');
    expect(state?.freshness?.seconds).toBeGreaterThanOrEqual(3_600);
    world.clock.advance(60_000);
    expect((await world.run('dhl')).quotaLeftPercent).toBeUndefined();
    expect((await world.carriers.get('dhl'))?.freshness).toEqual(state?.freshness);
  });
});
