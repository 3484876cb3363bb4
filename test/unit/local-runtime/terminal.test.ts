import { describe, expect, it } from 'vitest';
import { createLocalClock } from '../../../local/clock.ts';
import { drain } from '../../../local/drain.ts';
import { orderLine } from '../../../local/terminal/order-line.ts';
import { startOptions } from '../../../local/terminal/start-options.ts';

const event = (more: Record<string, unknown> = {}) => ({
  eventName: 'INSERT',
  dynamodb: {
    NewImage: {
      entity: { S: 'event' },
      orderNumber: { S: 'ORD-2026-000001' },
      type: { S: 'status_changed' },
      previousStatus: { S: 'shipped' },
      status: { S: 'out_for_delivery' },
      carrier: { S: 'fedex' },
      actor: { M: { role: { S: 'carrier' } } },
      ...more,
    },
  },
});

describe('a line of the terminal', () => {
  it.each([
    ['a change', event(), 'ORD-2026-000001  shipped → out_for_delivery  (carrier fedex)'],
    [
      'a new order',
      event({ previousStatus: undefined, actor: { M: { role: { S: 'system' }, id: { S: 'shop' } } } }),
      'ORD-2026-000001  created as out_for_delivery  (system shop)',
    ],
    [
      'what moves nothing',
      event({ previousStatus: { S: 'out_for_delivery' }, type: { S: 'driver_assigned' } }),
      'ORD-2026-000001  driver assigned while out_for_delivery  (carrier fedex)',
    ],
    ['something else', event({ entity: { S: 'audit' } }), undefined],
    ['a change of an item', { ...event(), eventName: 'MODIFY' }, undefined],
  ])('for %s', (_name, record, line) => {
    expect(orderLine(record)).toBe(line);
  });
});

describe('npm start', () => {
  it('has defaults, variables and options', () => {
    expect(startOptions([], {}, '/here')).toEqual({
      port: 4000,
      dataDirectory: '/here/.wismo',
      fresh: false,
      demo: true,
      ownThreads: false,
      followers: true,
      help: false,
    });
    const given = ['--fresh', '--no-demo', '--own-threads', '--no-followers'];
    expect(startOptions(given, { WISMO_PORT: '5000', WISMO_DATA: '/data' }, '/here')).toMatchObject({
      port: 5000,
      dataDirectory: '/data',
      fresh: true,
      demo: false,
      ownThreads: true,
      followers: false,
    });
  });

  it('refuses what it does not understand', () => {
    expect(() => startOptions(['--frsh'], {}, '/')).toThrow("Unknown option '--frsh'");
    expect(() => startOptions(['extra'], {}, '/')).toThrow('extra');
    expect(() => startOptions([], { WISMO_PORT: 'x' }, '/')).toThrow('WISMO_PORT is x');
  });
});

describe('the local clock', () => {
  it('moves with real time, from where it was put', () => {
    let real = Date.parse('2026-01-31T00:00:00Z');
    const clock = createLocalClock(() => real);
    let changes = 0;
    clock.onChange(() => {
      changes += 1;
    });
    clock.advance('P1M');
    expect(clock.now().toISOString()).toBe('2026-02-28T00:00:00.000Z');
    clock.advance('PT3H');
    real += 1000;
    expect(clock.now().toISOString()).toBe('2026-02-28T03:00:01.000Z');
    clock.set(new Date('2030-01-01T00:00:00Z'));
    expect(clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
    clock.reset();
    expect([clock.offsetMilliseconds(), changes]).toEqual([0, 4]);
  });
});

describe('drain', () => {
  it('waits until nothing is left and nothing happens between looks', async () => {
    let pending = 3;
    let activity = 0;
    const looks: number[] = [];
    const parts = () => [
      {
        name: 'queue',
        pending: () => {
          looks.push(pending);
          if (pending > 0) pending -= 1;
          else if (activity === 0) activity = 1;
          return looks.at(-1) ?? 0;
        },
      },
    ];
    await drain({ parts, host: { active: () => 0 }, activity: () => activity });
    expect(looks.slice(0, 4)).toEqual([3, 2, 1, 0]);
    expect(looks.filter((look) => look === 0).length).toBeGreaterThanOrEqual(4);
  });

  const held = (milliseconds: number) => ({ name: 'lane', messages: 2, until: Date.now() + milliseconds });
  const resting = (hidden: () => readonly ReturnType<typeof held>[]) => ({
    parts: () => [{ name: 'sqs', pending: () => 0, hidden }],
    host: { active: () => 0 },
    activity: () => 0,
  });

  it('waits for messages that somebody holds, as far as patience goes', async () => {
    const first = held(30);
    let looks = 0;
    const hidden = () => {
      looks += 1;
      return Date.now() < first.until ? [first] : [];
    };
    expect(await drain(resting(hidden))).toEqual([]);
    expect(Date.now()).toBeGreaterThanOrEqual(first.until);
    expect(looks).toBeGreaterThan(4);
  });

  it('names what is held for longer', async () => {
    const { name, messages, until } = held(180_000);
    const waiting = await drain(resting(() => [{ name, messages, until }]));
    expect(waiting).toEqual([{ name, messages, until: new Date(until) }]);
  });

  it('names what does not come to rest', async () => {
    const parts = () => [{ name: 'shop/Mapping', pending: () => 2 }];
    const waiting = drain({
      parts,
      host: { active: () => 1 },
      activity: () => 0,
      patienceMilliseconds: 20,
      graceMilliseconds: 20,
    });
    await expect(waiting).rejects.toThrow('Still not at rest: shop/Mapping (2), functions (1)');
  });
});
