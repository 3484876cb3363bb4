import { describe, expect, it } from 'vitest';
import type { Probes } from '../../../functions/composition/probes.ts';
import { healthChecks } from '../../../functions/platform/platform-api/routes/deep-health.ts';

const asked = () => {
  let now = 0;
  const calls: string[] = [];
  const probes: Probes = {
    table: async () => calls.push('table'),
    notify: async () => {
      calls.push('notify');
      throw new Error('no route to host');
    },
    slow: (patience) => {
      calls.push('slow');
      return new Promise((_resolve, reject) => patience.addEventListener('abort', () => reject(patience.reason)));
    },
  };
  const checks = healthChecks(probes, { now: () => new Date(now) }, 5);
  return {
    checks,
    calls,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};

describe('what the service stands on', () => {
  it('is asked once for everybody who wants to know within five seconds, and never for long', async () => {
    const { checks, calls, advance } = asked();
    const results = await Promise.all([checks(), checks()]);
    expect(results[0]).toEqual([
      { name: 'table', isReachable: true },
      { name: 'notify', isReachable: false },
      { name: 'slow', isReachable: false },
    ]);
    expect(results[1]).toBe(results[0]);
    advance(4_999);
    await checks();
    expect(calls).toHaveLength(3);
    advance(1);
    await checks();
    expect(calls).toHaveLength(6);
  });
});
