import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_CURSOR_CHARACTERS } from '../../../shared/realtime/cursor.ts';
import { eventsIn, LiveWorld, lastCursor, namesIn } from './live-world.ts';

const expectInOrder = (names: readonly string[]): void => {
  const last = new Map<string, number>();
  for (const name of names) {
    const [orderId = '', seq] = name.split(' ');
    expect(Number(seq), `${name} among ${names}`).toBeGreaterThan(last.get(orderId) ?? 0);
    last.set(orderId, Number(seq));
  }
};

const orders = (maxLength: number) => fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength });
const TOPICS = ['me', 'order:ord_1'] as const;
const isOf = (topic: string) => (name: string) => topic === 'me' || name.startsWith('ord_1 ');

describe('a subscription with a cursor, while events are written', () => {
  it('is sent each event after it once and in order, whatever overtakes what', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        orders(5),
        orders(5),
        orders(8),
        fc.constantFrom(...TOPICS),
        async (s, had, missed, live, topic) => {
          const world = new LiveWorld(s);
          const run = async <T>(act: Promise<T>): Promise<T> => s.waitFor(act);
          await world.write(1);
          for (const order of had) await world.write(order);
          await run(world.atRest());
          await run(world.follow('before', topic));
          const after = lastCursor(world.received('before'));
          world.cut('before');
          const before = world.written.length;
          for (const order of missed) await world.write(order);
          await run(world.atRest());
          const writing = (async () => {
            for (const order of live) {
              await s.schedule(Promise.resolve());
              await world.write(order);
            }
          })();
          await run(Promise.all([world.follow('now', topic, after), writing]));
          await run(world.atRest());
          const names = namesIn(world.received('now'));
          expectInOrder(names);
          expect(names.toSorted()).toEqual(world.written.slice(before).filter(isOf(topic)).toSorted());
          const [first] = world.received('now');
          expect(first?.type).toBe('subscribed');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is sent each event once over any number of cuts, whoever sends at one moment or dies while it sends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        orders(14),
        fc.array(fc.nat(12), { maxLength: 4 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
        fc.constantFrom(...TOPICS),
        async (s, live, cuts, deaths, topic) => {
          const world = new LiveWorld(s, { indexLags: true, deaths });
          await world.write(1);
          await s.waitFor(world.atRest());
          await s.waitFor(world.follow('c0', topic));
          const heard: string[] = [];
          let after = lastCursor(world.received('c0'));
          const leave = (connection: string): void => {
            world.cut(connection);
            heard.push(...namesIn(world.received(connection)));
            after = lastCursor(world.received(connection)) ?? after;
          };
          const writing = (async () => {
            for (const order of live) {
              await s.schedule(Promise.resolve());
              await world.write(order);
            }
          })();
          const client = (async () => {
            for (const [index, turns] of cuts.entries()) {
              for (let turn = 0; turn < turns; turn += 1) await s.schedule(Promise.resolve());
              leave(`c${index}`);
              void world.follow(`c${index + 1}`, topic, after);
            }
          })();
          await s.waitFor(Promise.all([writing, client]));
          await s.waitFor(world.atRest());
          leave(`c${cuts.length}`);
          await s.waitFor(world.follow('last', topic, after));
          heard.push(...namesIn(world.received('last')));
          expectInOrder(heard);
          expect(heard.toSorted()).toEqual(world.written.slice(1).filter(isOf(topic)).toSorted());
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the cursor of a live message', () => {
  it('says what its reader has had: who comes back with it is sent nothing again, after any number of events', async () => {
    const world = new LiveWorld();
    await world.write(1);
    await world.atRest();
    await world.follow('c1', 'me');
    for (let n = 0; n < 200; n += 1) {
      world.clock.advance(n % 3 === 0 ? 2_000 : 100);
      await world.write(1 + (n % 40));
      await world.atRest();
    }
    const events = eventsIn(world.received('c1'));
    expect(events.map(({ orderId, seq }) => `${orderId} ${seq}`)).toEqual(world.written.slice(1));
    expect(Math.max(...events.map(({ cursor }) => cursor.length))).toBeLessThanOrEqual(MAX_CURSOR_CHARACTERS);
    for (const [index, { cursor }] of events.entries()) {
      await world.follow(`again-${index}`, 'me', cursor);
      expect(namesIn(world.received(`again-${index}`))).toEqual(world.written.slice(2 + index));
      world.cut(`again-${index}`);
    }
  });
});
