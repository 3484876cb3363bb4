import { beforeEach, describe, expect, it } from 'vitest';
import type { SimulatedEvent } from '../../../local/simulators/shared/parcel.ts';
import { type PollingWorld, pollingWorld } from '../../support/polling/polling-world.ts';

const START = '2026-03-10T00:00:00.000Z';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: PollingWorld;
beforeEach(() => {
  world = pollingWorld();
  world.clock.set(START);
});

const number = (carrier: string, serial: number): string => world.apiOf(carrier).wire.numberOf(String(10_000 + serial));

/** The carrier knows these things of it, the last of them a minute ago. */
const known = (carrier: string, trackingNumber: string, ...events: readonly SimulatedEvent[]): void => {
  const last = world.clock.now().getTime() - MINUTE;
  const scans = events.map((event, i) => ({
    event,
    at: new Date(last - (events.length - 1 - i) * MINUTE),
    city: 'MADRID',
  }));
  world.apiOf(carrier).put({ trackingNumber, scans });
};

const ship = async (carrier: string, serial: number, ...events: readonly SimulatedEvent[]): Promise<string> => {
  const trackingNumber = number(carrier, serial);
  if (events.length > 0) known(carrier, trackingNumber, ...events);
  await world.ship(`ord_${serial}`, carrier, trackingNumber);
  return trackingNumber;
};

const shipMany = async (carrier: string, count: number): Promise<readonly string[]> => {
  const numbers: string[] = [];
  for (let serial = 1; serial <= count; serial += 1) numbers.push(await ship(carrier, serial, 'picked_up'));
  return numbers;
};

const statusOf = async (serial: number): Promise<string | undefined> =>
  (await world.store.get(`ord_${serial}`))?.status;

const calls = (carrier: string): number => world.apiOf(carrier).calls.length;

/** Runs a carrier each minute for so long. */
const runFor = async (carrier: string, milliseconds: number): Promise<void> => {
  const start = world.clock.now().getTime();
  for (let at = start; at <= start + milliseconds; at += MINUTE) {
    if (world.clock.now().getTime() < at) world.clock.set(new Date(at));
    await world.run(carrier);
  }
};

describe('a minute in which nothing is due', () => {
  it('asks nobody and writes nothing', async () => {
    expect((await world.run('ups')).end).toBe('idle');
    expect(await world.carriers.get('ups')).toBeUndefined();
    expect(calls('ups')).toBe(0);
  });
});

describe('parcels that are due', () => {
  it('are asked for together where the carrier takes many, and all are applied', async () => {
    await shipMany('fedex', 65);
    const report = await world.run('fedex');
    expect(report).toMatchObject({ end: 'done', calls: 3, failures: 0, replies: 65, updates: 65 });
    expect(new Set(await Promise.all([1, 30, 31, 65].map(statusOf)))).toEqual(new Set(['shipped']));
    expect((await world.run('fedex')).end).toBe('idle');
    expect(world.polls.all().every(({ dueAt }) => dueAt !== undefined && dueAt > START)).toBe(true);
  });

  it('are not applied again where the reply says the same, and are stored raw once', async () => {
    await ship('correos', 1, 'picked_up');
    await world.run('correos');
    expect(world.stored()).toEqual(['applied']);
    let reads = 0;
    world.beforeNext('getWithScans', async () => {
      reads += 1;
    });
    world.clock.advance(3 * HOUR);
    expect(await world.run('correos')).toMatchObject({ replies: 1, updates: 0 });
    expect([reads, world.stored()]).toEqual([0, ['applied']]);
  });

  it('that the carrier does not know are asked for later, beside those that it knows', async () => {
    const [unknown] = [await ship('fedex', 1), await ship('fedex', 2, 'picked_up')];
    await world.run('fedex');
    expect(await statusOf(2)).toBe('shipped');
    const [poll] = await world.polls.get('fedex', [unknown]);
    expect(poll).toMatchObject({ unknown: { times: 1 } });
    expect(Date.parse(poll?.dueAt ?? '') - Date.parse(START)).toBeLessThan(HOUR);
  });

  it('are tried again soon where their order is being changed, and hold back no other', async () => {
    const first = await ship('ups', 1, 'picked_up');
    await ship('ups', 2, 'picked_up');
    world.breakNext('commit', new Error('The table is away'));
    const report = await world.run('ups');
    expect(report.end).toBe('done');
    expect(world.telemetry.counts.PollNotApplied).toBe(1);
    expect([await statusOf(1), await statusOf(2)].toSorted()).toEqual(['processing', 'shipped']);
    await runFor('ups', 15 * MINUTE);
    expect([await statusOf(1), await statusOf(2)]).toEqual(['shipped', 'shipped']);
    expect((await world.polls.get('ups', [first]))[0]?.failures).toBeUndefined();
  });

  it('end with their order, and are forgotten once nobody has them', async () => {
    const delivered = await ship('ups', 1, 'picked_up', 'out_for_delivery', 'delivered');
    const other = await ship('ups', 2, 'picked_up');
    await world.run('ups');
    expect((await world.polls.get('ups', [delivered]))[0]).toMatchObject({ stopped: 'ended' });
    const order = await world.store.get('ord_2');
    if (order === undefined) throw new Error('no order');
    await world.polls.save({ carrier: 'ups', trackingNumber: 'GONE', registeredAt: START, dueAt: START });
    await world.run('ups');
    expect(await world.polls.get('ups', ['GONE'])).toEqual([]);
    expect(await world.polls.get('ups', [other])).toHaveLength(1);
  });
});

describe('a carrier that asks for a pause', () => {
  it('gets it, and nothing is written of the parcels meanwhile', async () => {
    await shipMany('ups', 3);
    const before = world.polls.all();
    world.apiOf('ups').callsLeft = 0;
    expect((await world.run('ups')).end).toBe('backed_off');
    expect(world.polls.all()).toEqual(before);
    const made = calls('ups');
    expect((await world.run('ups')).end).toBe('waiting');
    expect(calls('ups')).toBe(made);
    world.apiOf('ups').callsLeft = undefined;
    await runFor('ups', 3 * MINUTE);
    expect(await statusOf(3)).toBe('shipped');
  });
});

describe('an outage of six hours', () => {
  it('costs a call now and then, and is caught up with, the longest waiting first, without a stampede', async () => {
    const numbers = await shipMany('correos', 300);
    world.apiOf('correos').isOut = true;
    await runFor('correos', 6 * HOUR);
    const state = await world.carriers.get('correos');
    const tries = (state?.hours ?? []).reduce((sum, hour) => sum + hour.calls, 0);
    expect(tries).toBeLessThan(40);
    expect(state?.failed?.code).toBe('Status503');
    world.apiOf('correos').isOut = false;
    await runFor('correos', 30 * MINUTE);
    const asked = world.apiOf('correos').calls.map(({ request }) => numbers.find((one) => request.url.includes(one)));
    expect(new Set(asked).size).toBe(300);
    expect((await world.store.get('ord_300'))?.status).toBe('shipped');
    const dues = world.polls.all().map(({ dueAt }) => dueAt);
    expect(new Set(dues).size).toBeGreaterThan(250);
  });

  it('that is over begins with one call', async () => {
    await shipMany('correos', 20);
    world.apiOf('correos').isOut = true;
    await runFor('correos', 10 * MINUTE);
    const before = (await world.carriers.get('correos'))?.hours?.[0]?.calls ?? 0;
    await runFor('correos', 20 * MINUTE);
    const after = (await world.carriers.get('correos'))?.hours?.[0]?.calls ?? 0;
    expect(after - before).toBeLessThanOrEqual(4);
  });
});

describe('a number at which the API breaks', () => {
  it('does not stand before the others', async () => {
    const [poison] = await shipMany('ups', 10);
    world.apiOf('ups').poison.add(poison ?? '');
    await runFor('ups', 20 * MINUTE);
    for (let serial = 2; serial <= 10; serial += 1) expect(await statusOf(serial)).toBe('shipped');
    expect((await world.carriers.get('ups'))?.retryAt).toBeUndefined();
    expect((await world.polls.get('ups', [poison ?? '']))[0]?.failures).toBeGreaterThan(0);
  });
});

describe('refused credentials', () => {
  it('pause the carrier; a probe every half hour finds out when they are right', async () => {
    await shipMany('fedex', 3);
    world.apiOf('fedex').refusesTokens = true;
    expect((await world.run('fedex')).end).toBe('paused');
    expect(await world.carriers.get('fedex')).toMatchObject({ paused: { reason: 'unauthorized' } });
    world.clock.advance(5 * MINUTE);
    expect((await world.run('fedex')).end).toBe('paused');
    world.apiOf('fedex').refusesTokens = false;
    await runFor('fedex', 40 * MINUTE);
    expect(await statusOf(3)).toBe('shipped');
    expect((await world.carriers.get('fedex'))?.paused).toBeUndefined();
  });
});

describe('a quota of 250 calls a day', () => {
  it('is never exceeded, lasts all day, and is shared: nobody twice before everybody once', async () => {
    const numbers = await shipMany('dhl', 200);
    await runFor('dhl', 24 * HOUR - 2 * MINUTE);
    const api = world.apiOf('dhl');
    expect(api.overQuota).toBe(0);
    const hours = Map.groupBy(api.calls, ({ at }) => at.getUTCHours());
    expect(hours.size).toBe(24);
    const tracked = api.calls.flatMap(({ request }) => new URL(request.url).searchParams.get('trackingNumber') ?? []);
    const firsts = tracked.slice(0, 200 - 20);
    expect(new Set(firsts).size).toBe(firsts.length);
    expect(numbers).toEqual(expect.arrayContaining(firsts));
    expect(api.calls.length).toBeGreaterThan(200);
  });
});

describe('pushes', () => {
  it('are subscribed to in batches, renewed before they end, and not asked for again before', async () => {
    await shipMany('ups', 150);
    const report = await world.run('ups');
    expect(report.subscribed).toBe(150);
    const subscriptions = () =>
      world.apiOf('ups').calls.filter(({ request }) => request.url.includes('/subscription/')).length;
    // A page of a hundred, and the rest.
    expect(subscriptions()).toBe(2);
    for (let day = 1; day <= 11; day += 1) {
      world.clock.set(new Date(Date.parse(START) + day * 24 * HOUR));
      await world.run('ups');
    }
    expect(subscriptions()).toBe(2);
    world.clock.set(new Date(Date.parse(START) + 12.5 * 24 * HOUR));
    await world.run('ups');
    expect(subscriptions()).toBe(4);
  });

  it('that a carrier refuses for a number are offered again after a week', async () => {
    const strange = 'H1234567890';
    await world.ship('ord_1', 'ups', strange);
    await world.run('ups');
    const [poll] = await world.polls.get('ups', [strange]);
    expect(poll?.subscribedUntil).toBe('2026-03-17T00:00:00.000Z');
  });
});

describe('a carrier', () => {
  it('is asked by one worker at a time, and by none once it is switched off', async () => {
    await shipMany('ups', 2);
    const [one, two] = await Promise.all([world.run('ups'), world.run('ups')]);
    expect([one.end, two.end].toSorted()).toEqual(['done', 'taken']);
    await world.carriers.disable('ups', 'root', START);
    world.clock.advance(8 * HOUR);
    expect((await world.run('ups')).end).toBe('disabled');
  });

  it('that is slow is asked for as much as there is time for; the rest is next', async () => {
    await shipMany('ups', 400);
    const { client } = world.apiOf('ups');
    const track = client.track.bind(client);
    (client as { track: typeof track }).track = (numbers) => {
      world.clock.advance(400);
      return track(numbers);
    };
    expect((await world.run('ups')).end).toBe('out_of_time');
    await runFor('ups', 8 * MINUTE);
    expect(await statusOf(400)).toBe('shipped');
  });
});
