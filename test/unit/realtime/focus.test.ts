import { expect, it } from 'vitest';
import { FOCUS_SECONDS, isUserInFocus, noteFocus, noteFocusOfUser } from '../../../shared/realtime/focus.ts';
import { manualClock } from '../../support/order-fixtures.ts';
import { connectionOf, memoryConnections, user } from './support.ts';

it('that somebody looks at a client holds for a while, for its user alone, where it follows their orders', async () => {
  const connections = memoryConnections();
  const clock = manualClock('2026-03-01T11:00:00.000Z');
  const connection = connectionOf(user('u1'));
  await connections.open(connection);
  const looks = (isFocused: boolean) => noteFocus(connection, isFocused, { connections, clock });
  const isSeen = (seconds = 0, userId = 'u1') =>
    isUserInFocus(userId, connections, new Date(clock.now().getTime() + seconds * 1_000));
  await looks(true);
  expect(await isSeen()).toBe(false);
  await connections.subscribe(connection, { audience: 'customer:u1', topic: 'me' }, 50);
  await looks(true);
  expect([await isSeen(), await isSeen(FOCUS_SECONDS - 1), await isSeen(FOCUS_SECONDS)]).toEqual([true, true, false]);
  expect(await isSeen(0, 'u2')).toBe(false);
  await looks(false);
  expect(await isSeen()).toBe(false);
  await looks(true);
  await connections.close('c1');
  expect(await isSeen()).toBe(false);
});

it('a link and a stranger have no devices that could ring', async () => {
  const connections = memoryConnections();
  const clock = manualClock('2026-03-01T11:00:00.000Z');
  const connection = connectionOf({ kind: 'anonymous' });
  await connections.open(connection);
  await connections.subscribe(connection, { audience: 'customer:u1', topic: 'me' }, 50);
  await noteFocus(connection, true, { connections, clock });
  expect(await isUserInFocus('u1', connections, clock.now())).toBe(false);
});

it('of a client without a connection it is noted of its user, for as long', async () => {
  const noted: (readonly [audience: string, until: string])[] = [];
  const writer = {
    setFocus: async (audience: string, until: Date) => void noted.push([audience, until.toISOString()]),
  };
  const now = new Date('2026-03-01T11:00:00.000Z');
  await noteFocusOfUser('u1', true, writer, now);
  await noteFocusOfUser('u1', false, writer, now);
  expect(noted).toEqual([
    ['customer:u1', '2026-03-01T11:02:30.000Z'],
    ['customer:u1', '2026-03-01T11:00:00.000Z'],
  ]);
});
