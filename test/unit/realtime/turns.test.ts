import { describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { encodeCursor, eventIdAt } from '../../../shared/realtime/cursor.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';
import { connectionOf, user } from './support.ts';

const AUDIENCE = 'seller:seller-1';
const SELLER = user('seller', { roles: ['seller'], sellerIds: ['seller-1'] });

/** A screen of the shop, to which somebody else is sending. */
const takenStage = async () => {
  const world = stage();
  const connection = connectionOf(SELLER, 'shop');
  const { connections, clock } = world;
  await connections.open(connection);
  await connections.subscribe(connection, { audience: AUDIENCE, topic: AUDIENCE, joining: 'first' }, 50);
  const eventId = eventIdAt(new Date(clock.now().getTime() - 1_000));
  const place = encodeCursor({ eventId, seq: 0, overlap: { after: eventId, given: [] } });
  await connections.goLive({ connectionId: 'shop', audience: AUDIENCE }, { joining: 'first', heldCount: 0, place });
  const [listening] = (await connections.subscribers([AUDIENCE], clock.now())).listening;
  if (listening === undefined) throw new Error('nobody listens');
  const turn = { since: clock.now().toISOString(), id: 'other' };
  expect(await connections.takeTurn(listening, turn)).toBe(true);
  return { ...world, listening, turn };
};

describe('a subscription to which somebody else is sending', () => {
  it('is waited for, and sent to from where it is then', async () => {
    const { connections, dependencies, frames, gone, listening, turn } = await takenStage();
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
      if (pauses === 20) await connections.endTurn(listening, turn);
    };
    const event = anEvent({ type: 'order_created', seq: 1 });
    expect(await broadcastEvent(event, { ...dependencies, backoff: { pause } })).toBe(1);
    expect([pauses, frames.map(({ to }) => to), gone]).toEqual([20, ['shop'], []]);
    expect((await connections.current(listening))?.turn).toBeUndefined();
  });

  it('and does not end is ended with its connection, for nobody can say what was sent', async () => {
    const { clock, dependencies, disconnected, frames, gone } = await takenStage();
    clock.advance(11_000);
    let pauses = 0;
    const pause = async (): Promise<void> => {
      pauses += 1;
    };
    const event = anEvent({ type: 'order_created', seq: 1 });
    expect(await broadcastEvent(event, { ...dependencies, backoff: { pause } })).toBe(0);
    expect([frames, gone, disconnected]).toEqual([[], ['shop'], ['shop']]);
    // A clock that was put forward alone ends nobody at once.
    expect(pauses).toBeGreaterThan(5);
  });
});
