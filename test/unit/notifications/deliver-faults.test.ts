/** What a provider that fails, and functions that die, come to: nothing is lost, and nothing is sent twice. */
import { describe, expect, it } from 'vitest';
import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import type { NotificationChannel, ReadyProvider, SendOutcome } from '../../../shared/notifications/channel.ts';
import { type DeliverDependencies, deliverNotification } from '../../../shared/notifications/deliver-notification.ts';
import type { Notification } from '../../../shared/notifications/notification.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { providerGate } from '../../../shared/notifications/providers/provider-gate.ts';
import { providerHealth } from '../../../shared/notifications/providers/provider-health.ts';
import { rateSlots } from '../../../shared/notifications/providers/rate-slots.ts';
import { memoryNotificationStore } from '../../support/memory/memory-notification-store.ts';
import { memoryPeopleStores } from '../../support/memory/memory-people-stores.ts';
import { memoryRateLimitStore } from '../../support/memory/memory-rate-limit-store.ts';
import { NO_TEMPLATES } from '../../support/no-templates.ts';
import { anOrder, manualClock, seededIds, seededRandom } from '../../support/order-fixtures.ts';
import { anEvent } from '../support/an-event.ts';
import { memoryCircuits } from './support/memory-circuits.ts';

const order = anOrder({ orderId: 'ord_1' });

interface Provider {
  readonly id: string;
  readonly ratePerSecond?: number;
  readonly send: (notificationId: string, now: Date) => SendOutcome;
}

/** A world of one channel, its providers and a queue that hands messages out at their time. */
const stage = async (messages: number, providers: readonly Provider[], priority: 'normal' | 'low' = 'normal') => {
  const clock = manualClock('2026-03-01T10:00:00.000Z');
  const random = seededRandom(7);
  const store = memoryNotificationStore();
  const sent = new Map<string, number>();
  const asked: { readonly provider: string; readonly at: Date }[] = [];
  const email = channelNamed('email');
  if (!email) throw new Error('There is no such channel');
  const ready = ({ id, ratePerSecond = 1_000, send }: Provider): ReadyProvider => ({
    id,
    ratePerSecond,
    hasIdempotencyKey: false,
    reaches: () => true,
    send: async ({ notificationId }) => {
      asked.push({ provider: id, at: clock.now() });
      const outcome = send(notificationId, clock.now());
      if (outcome.outcome === 'accepted') sent.set(notificationId, (sent.get(notificationId) ?? 0) + 1);
      return outcome;
    },
  });
  const channel: NotificationChannel = {
    ...email,
    render: () => ({ subject: 's', html: 'h', text: 't' }),
    providers: providers.map(ready),
  };
  const circuits = memoryCircuits();
  const rates = memoryRateLimitStore();
  /** Each function that delivers knows only what it has seen itself, and what all write down. */
  const instance = (notifications: DeliverDependencies['notifications'] = store): DeliverDependencies => ({
    notifications,
    orders: { get: async () => order },
    shops: { get: async () => undefined },
    findChannel: async () => channel,
    templates: NO_TEMPLATES,
    publicUrl: 'https://w.example',
    settings: memoryPeopleStores().preferences,
    isInFocus: async () => false,
    bulkTurnOf: async () => 'goes',
    scheduleReleases: async () => {},
    linksOf: async () => ({ click: 'https://w.example/t/c', open: 'https://w.example/o/o.gif' }),
    gate: providerGate(providerHealth({ circuits, clock, random }), rateSlots({ rates, clock, random })),
    contacts: { disable: async () => {}, isDisabled: async () => false },
    clock,
    ids: seededIds(),
    random,
  });
  const [planned] = planNotifications({
    event: anEvent({
      effects: [{ kind: 'notify', type: 'shipped', channels: ['email'], priority, audience: 'customer' }],
    }),
    order,
    link: 'https://w.example/track/1',
    now: clock.now().toISOString(),
  });
  if (!planned) throw new Error('nothing was planned');
  const ids = Array.from({ length: messages }, (_, n) => `ntf_${n}`);
  for (const notificationId of ids)
    await store.create({ ...planned, notification: { ...planned.notification, notificationId } });
  return { clock, store, sent, asked, instance, ids };
};

type Stage = Awaited<ReturnType<typeof stage>>;

/** Hands the messages out until all are done, or the time is over. Returns those that were parked. */
const run = async ({ clock, instance, ids }: Stage, minutes: number) => {
  const instances = [instance(), instance(), instance()];
  const parked: string[] = [];
  const due = ids.map((id, n) => ({ id, at: clock.now().getTime() + n * 100 }));
  const end = clock.now().getTime() + minutes * 60_000;
  for (let turn = 0; due.length > 0; turn += 1) {
    due.sort((a, b) => a.at - b.at);
    const [next] = due.splice(0, 1);
    if (next === undefined || next.at > end) break;
    clock.set(new Date(Math.max(next.at, clock.now().getTime())));
    const dependencies = instances[turn % instances.length] ?? instance();
    const result = await deliverNotification({ orderId: 'ord_1', notificationId: next.id }, dependencies);
    if (result.result === 'later') due.push({ id: next.id, at: Math.max(result.until.getTime(), next.at + 1_000) });
    if (result.result === 'parked') parked.push(next.id);
  }
  return { parked, waiting: due.length };
};

const accepted = (id: string): SendOutcome => ({ outcome: 'accepted', providerMessageId: `m-${id}` });
const UNAVAILABLE: SendOutcome = { outcome: 'unavailable', error: 'Http503' };
const onceEach = ({ ids }: Stage) => new Map(ids.map((id) => [id, 1]));
const failed = (all: readonly Notification[]) => all.filter(({ status }) => status !== 'sent').length;

describe('a provider', () => {
  const isDown = (now: Date) => now < new Date('2026-03-01T10:30:00.000Z');

  it('that is down for half an hour: nothing is lost, nothing waits for a person, and it is left alone meanwhile', async () => {
    const down: Provider = { id: 'ses', send: (id, now) => (isDown(now) ? UNAVAILABLE : accepted(id)) };
    const world = await stage(500, [down]);
    expect(await run(world, 60)).toEqual({ parked: [], waiting: 0 });
    expect(world.sent).toEqual(onceEach(world));
    expect(failed(world.store.all())).toBe(0);
    expect(world.asked.filter(({ at }) => isDown(at)).length).toBeLessThan(60);
  });

  it('that is down, with a stand-in: everything goes out at once, and the first is used again when it is back', async () => {
    const world = await stage(300, [
      { id: 'ses', send: (id, now) => (isDown(now) ? UNAVAILABLE : accepted(id)) },
      { id: 'sendgrid', send: accepted },
    ]);
    await run(world, 5);
    expect(world.sent).toEqual(onceEach(world));
    expect(world.store.all().every(({ provider }) => provider === undefined || provider === 'sendgrid')).toBe(true);
  });

  it('that throttles one of ten, and one that responds with 500 after doing the work: once each', async () => {
    const random = seededRandom(3);
    const throttles: Provider = {
      id: 'ses',
      send: (id) => (random() < 0.1 ? { outcome: 'throttled', error: 'Http429', retryAfterSeconds: 10 } : accepted(id)),
    };
    const world = await stage(400, [throttles]);
    expect(await run(world, 60)).toEqual({ parked: [], waiting: 0 });
    expect(world.sent).toEqual(onceEach(world));
  });

  it('whose replies are lost after it did the work: the receipt comes first, and nothing is sent twice', async () => {
    const random = seededRandom(5);
    const taken = new Map<string, number>();
    const world = await stage(200, [
      {
        id: 'ses',
        send: (id) => {
          taken.set(id, (taken.get(id) ?? 0) + 1);
          return random() < 0.1 ? { outcome: 'unknown', error: 'TimeoutError' } : accepted(id);
        },
      },
      { id: 'sendgrid', send: accepted },
    ]);
    const { instance, store, clock } = world;
    const receipts = async () => {
      for (const [notificationId] of taken)
        await store.report({ orderId: 'ord_1', notificationId }, 'email', {
          fact: 'delivered',
          at: clock.now().toISOString(),
        });
    };
    for (const notificationId of world.ids) {
      await deliverNotification({ orderId: 'ord_1', notificationId }, instance());
      clock.advance(1_000);
      await receipts();
    }
    clock.advance(120_000);
    for (const notificationId of world.ids) await deliverNotification({ orderId: 'ord_1', notificationId }, instance());
    expect(taken).toEqual(onceEach(world));
    expect([...world.asked].every(({ provider }) => provider === 'ses')).toBe(true);
  });

  it('with a rate: a bulk send is spread over time and never above its part', async () => {
    const world = await stage(400, [{ id: 'ses', ratePerSecond: 14, send: accepted }], 'low');
    expect(await run(world, 30)).toEqual({ parked: [], waiting: 0 });
    const perSecond = Map.groupBy(world.asked, ({ at }) => Math.floor(at.getTime() / 1_000));
    expect(Math.max(...[...perSecond.values()].map(({ length }) => length))).toBeLessThanOrEqual(7);
  });
});

describe('a function that dies', () => {
  /** The writes of one delivery: the claim, and the mark. */
  const CALLS = ['claim', 'settle'] as const;

  it.each(CALLS.flatMap((call) => (['before', 'after'] as const).map((when) => ({ call, when }))))(
    '$when its $call: one message goes out, or, where it died between the yes and the mark, is known by its receipt',
    async ({ call, when }) => {
      const world = await stage(1, [{ id: 'ses', send: accepted }]);
      const { store, clock, instance, sent } = world;
      const dying: DeliverDependencies['notifications'] = {
        ...store,
        [call]: async (...given: Parameters<typeof store.claim> & Parameters<typeof store.settle>) => {
          if (when === 'after') await (store[call] as (...all: unknown[]) => Promise<unknown>)(...given);
          throw new Error('died');
        },
      };
      const id = { orderId: 'ord_1', notificationId: 'ntf_0' };
      await expect(deliverNotification(id, instance(dying))).rejects.toThrow('died');
      const fact = { fact: 'delivered', at: clock.now().toISOString() } as const;
      if (sent.size > 0) await store.report(id, 'email', fact);
      clock.advance(26_000);
      await deliverNotification(id, instance());
      await deliverNotification(id, instance());
      expect(sent).toEqual(new Map([['ntf_0', 1]]));
    },
  );
});
