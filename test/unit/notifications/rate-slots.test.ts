import { describe, expect, it } from 'vitest';
import { rateSlots } from '../../../shared/notifications/providers/rate-slots.ts';
import type { RateLimitStore } from '../../../shared/security/rate-limit-store.ts';
import type { Priority } from '../../../shared/workflows/workflow.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { manualClock } from '../../support/order-fixtures.ts';

const stage = () => {
  const clock = manualClock('2026-03-01T10:00:00.000Z');
  const store = memoryRateLimitStore();
  const calls: number[] = [];
  const rates: RateLimitStore = {
    take: (scope, limit, now, amount = 1) => {
      calls.push(amount);
      return store.take(scope, limit, now, amount);
    },
  };
  /** One that asks for every slot: the provider has just been short of room. */
  const instance = () => {
    const slots = idle();
    slots.noteRefusal('ses');
    return slots;
  };
  const idle = () => rateSlots({ rates, clock, random: () => 0.5 });
  const taken = async (slots: ReturnType<typeof instance>, wanted: number, priority: Priority, ratePerSecond = 20) => {
    const results = await Promise.all(
      Array.from({ length: wanted }, () => slots.take({ id: 'ses', ratePerSecond }, priority)),
    );
    return results.filter((until) => until === undefined).length;
  };
  return { clock, calls, instance, idle, taken };
};

describe('the rate of a provider', () => {
  it('is shared by all instances, second by second', async () => {
    const { clock, instance, taken } = stage();
    const [one, other] = [instance(), instance()];
    const inOneSecond = (await taken(one, 100, 'urgent')) + (await taken(other, 100, 'urgent'));
    expect(inOneSecond).toBe(20);
    clock.advance(1 * 1_000);
    expect(await taken(other, 100, 'urgent')).toBe(20);
  });

  it('costs a write for several messages, and one for all that find no room', async () => {
    const { calls, instance, taken } = stage();
    expect(await taken(instance(), 500, 'urgent')).toBe(20);
    expect(calls).toEqual([5, 5, 5, 5, 5]);
  });

  it('has room for urgent messages when a bulk send has used up its part', async () => {
    const { instance, taken } = stage();
    const slots = instance();
    expect(await taken(slots, 1_000, 'low')).toBe(10);
    expect(await taken(slots, 1_000, 'normal')).toBeGreaterThan(0);
    expect(await taken(slots, 1_000, 'urgent')).toBeGreaterThan(0);
  });

  it('who finds no room comes back later, at the rate at which there is room', async () => {
    const { clock, instance } = stage();
    const slots = instance();
    const ask = () => slots.take({ id: 'ses', ratePerSecond: 20 }, 'low');
    const waits: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const until = await ask();
      if (until) waits.push((until.getTime() - clock.now().getTime()) / 1_000);
    }
    expect(waits).toHaveLength(290);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
    // 290 at ten a second.
    expect(waits.at(-1)).toBeGreaterThan(25);
    expect(Math.max(...waits)).toBeLessThanOrEqual(120);
    for (let n = 0; n < 5_000; n += 1) await ask();
    expect(((await ask())?.getTime() ?? 0) - clock.now().getTime()).toBeLessThanOrEqual(120_000);
  });

  it('is not full for hours where the clock goes back by hours', async () => {
    const { clock, instance, taken } = stage();
    const slots = instance();
    expect(await taken(slots, 100, 'urgent')).toBe(20);
    clock.advance(-3 * 3_600_000);
    expect(await taken(slots, 100, 'urgent')).toBeGreaterThanOrEqual(20);
    clock.advance(1_000);
    expect(await taken(slots, 100, 'urgent')).toBe(20);
  });

  it('below one a second is kept too, and a very high one is not counted', async () => {
    const { clock, calls, instance, taken } = stage();
    const slots = instance();
    expect(await taken(slots, 5, 'urgent', 0.25)).toBe(1);
    clock.advance(4 * 1_000);
    expect(await taken(slots, 5, 'urgent', 0.25)).toBe(1);
    const counted = calls.length;
    expect(await taken(slots, 5_000, 'low', 10_000)).toBe(5_000);
    expect(calls).toHaveLength(counted);
  });

  it('costs nothing where little is sent: one message a second is handed over without asking', async () => {
    const { clock, calls, idle, taken } = stage();
    const slots = idle();
    for (let second = 0; second < 10; second += 1) {
      expect(await taken(slots, 1, 'normal')).toBe(1);
      clock.advance(1_000);
    }
    expect(calls).toEqual([]);
    expect(await taken(slots, 100, 'urgent')).toBe(21);
  });

  it('is asked for again, for a minute, by who found no room or was refused, and always of a slow provider or for a bulk send', async () => {
    const { clock, calls, idle, taken } = stage();
    const [full, refused, slow] = [idle(), idle(), idle()];
    await taken(full, 100, 'urgent');
    refused.noteRefusal('ses');
    clock.advance(2_000);
    calls.length = 0;
    expect([await taken(full, 1, 'urgent'), await taken(refused, 1, 'urgent')]).toEqual([1, 1]);
    clock.advance(1_000);
    expect([await taken(slow, 1, 'urgent', 2), await taken(idle(), 1, 'low')]).toEqual([1, 1]);
    expect(calls).toHaveLength(4);
    clock.advance(61_000);
    expect([await taken(full, 1, 'urgent'), await taken(refused, 1, 'urgent')]).toEqual([1, 1]);
    expect(calls).toHaveLength(4);
  });
});
