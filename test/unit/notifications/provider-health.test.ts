import { describe, expect, it } from 'vitest';
import {
  FAILURES_THAT_OPEN,
  FIRST_OPEN_SECONDS,
  MAX_OPEN_SECONDS,
  providerHealth,
} from '../../../shared/notifications/providers/provider-health.ts';
import { manualClock } from '../../support/order-fixtures.ts';
import { memoryCircuits } from './support/memory-circuits.ts';

const stage = () => {
  const clock = manualClock('2026-03-01T10:00:00.000Z');
  const circuits = memoryCircuits();
  const instance = () => providerHealth({ circuits, clock, random: () => 0 });
  const fail = async (health: ReturnType<typeof instance>, times: number) => {
    for (let n = 0; n < times; n += 1) await health.report('ses', 'unavailable');
  };
  return { clock, circuits, instance, fail };
};

const CACHED_SECONDS = 6;

describe('a provider that fails', () => {
  it('is handed nothing any more, by any instance, until its time is over', async () => {
    const { clock, instance, fail } = stage();
    const [one, other] = [instance(), instance()];
    await fail(one, FAILURES_THAT_OPEN - 1);
    expect(await one.admit('ses')).toEqual({ isOpen: false });
    await fail(one, 1);
    const until = new Date(clock.now().getTime() + FIRST_OPEN_SECONDS * 1_000);
    for (const health of [one, other]) expect(await health.admit('ses')).toEqual({ isOpen: true, until });
    expect(await other.admit('sendgrid')).toEqual({ isOpen: false });
  });

  it('that takes one in between is not failing', async () => {
    const { instance, fail } = stage();
    const health = instance();
    await fail(health, FAILURES_THAT_OPEN - 1);
    await health.report('ses', 'refused');
    await fail(health, FAILURES_THAT_OPEN - 1);
    expect(await health.admit('ses')).toEqual({ isOpen: false });
  });

  it('too many at once, or a fault of the sender’s, says nothing of it', async () => {
    const { instance } = stage();
    const health = instance();
    for (let n = 0; n < 20; n += 1) await health.report('ses', n % 2 === 0 ? 'throttled' : 'blocked');
    expect(await health.admit('ses')).toEqual({ isOpen: false });
  });

  it('is tried with one message, of all who ask; when that goes well it is handed all again', async () => {
    const { clock, circuits, instance, fail } = stage();
    const instances = Array.from({ length: 8 }, instance);
    const [first] = instances;
    if (!first) throw new Error('There is no instance');
    await fail(first, FAILURES_THAT_OPEN);
    clock.advance(FIRST_OPEN_SECONDS * 1_000);
    const verdicts = await Promise.all(instances.map((health) => health.admit('ses')));
    const admitted = instances.filter((_, index) => verdicts[index]?.isOpen === false);
    expect(admitted).toHaveLength(1);
    await admitted[0]?.report('ses', 'accepted');
    expect(circuits.all()).toEqual({});
    clock.advance(CACHED_SECONDS * 1_000);
    for (const health of instances) expect(await health.admit('ses')).toEqual({ isOpen: false });
  });

  it('and fails again is left alone for longer each time, up to some minutes', async () => {
    const { clock, circuits, instance, fail } = stage();
    const health = instance();
    await fail(health, FAILURES_THAT_OPEN);
    const seconds: number[] = [];
    for (let round = 1; round <= 6; round += 1) {
      const openUntil = Date.parse(circuits.all().ses?.openUntil ?? '');
      seconds.push((openUntil - clock.now().getTime()) / 1_000);
      clock.set(new Date(openUntil));
      expect(await health.admit('ses')).toEqual({ isOpen: false });
      await health.report('ses', 'unknown');
    }
    expect(seconds).toEqual([30, 60, 120, 240, MAX_OPEN_SECONDS, MAX_OPEN_SECONDS]);
  });

  it('whose probe died with its function is tried by the next', async () => {
    const { clock, instance, fail } = stage();
    const [one, other] = [instance(), instance()];
    await fail(one, FAILURES_THAT_OPEN);
    clock.advance(FIRST_OPEN_SECONDS * 1_000);
    expect((await one.admit('ses')).isOpen).toBe(false);
    expect((await other.admit('ses')).isOpen).toBe(true);
    clock.advance(26 * 1_000);
    expect((await other.admit('ses')).isOpen).toBe(false);
  });
});

describe('what an instance believes', () => {
  it('that a provider is well, for a minute: one read, and none that another instance could correct sooner', async () => {
    const { clock, circuits, instance, fail } = stage();
    let reads = 0;
    const counted = {
      ...circuits,
      get: (id: string) => {
        reads += 1;
        return circuits.get(id);
      },
    };
    const health = providerHealth({ circuits: counted, clock, random: () => 0 });
    for (let second = 0; second < 59; second += 1) {
      await health.admit('ses');
      clock.advance(1_000);
    }
    expect(reads).toBe(1);
    await fail(instance(), FAILURES_THAT_OPEN);
    expect((await health.admit('ses')).isOpen).toBe(false);
    clock.advance(1_000);
    expect((await health.admit('ses')).isOpen).toBe(true);
    expect(reads).toBe(2);
  });

  it('and no longer once a message of its own fails there', async () => {
    const { instance, fail } = stage();
    const [one, other] = [instance(), instance()];
    await other.admit('ses');
    await fail(one, FAILURES_THAT_OPEN);
    expect((await other.admit('ses')).isOpen).toBe(false);
    await fail(other, 1);
    expect((await other.admit('ses')).isOpen).toBe(true);
  });
});
