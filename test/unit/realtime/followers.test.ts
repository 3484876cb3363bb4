import { describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { dividingFollowers, onlyFollowers, type Portion, portionsOf } from '../../../shared/realtime/followers.ts';
import { anEvent } from '../support/an-event.ts';
import { stage } from './broadcast-stage.ts';

const MAX = 10;
const NAMES = Array.from({ length: 95 }, (_, n) => `c${n}`);
const listening = (names: readonly string[]) =>
  names.flatMap((connectionId) => [
    { connectionId, audience: 'order:ord_1', topic: 'order:ord_1' },
    { connectionId, audience: 'customer:u', topic: 'me' },
  ]);

const everyone = (portions: readonly Portion[], audience: string): readonly string[] =>
  portions
    .flatMap(({ followers }) => followers.filter((one) => one.audience === audience))
    .flatMap(({ connectionIds }) => connectionIds)
    .toSorted();

describe('followers of a topic that thousands follow', () => {
  it('are each in one portion, with all that they follow', () => {
    const portions = portionsOf(listening(NAMES), MAX);
    for (const audience of ['order:ord_1', 'customer:u']) {
      expect(everyone(portions, audience)).toEqual(NAMES.toSorted());
    }
    for (const { followers } of portions) {
      const [first, second] = followers.map(({ connectionIds }) => connectionIds);
      expect(first).toEqual(second);
    }
    expect(portions.length).toBeLessThanOrEqual(16);
  });

  it('stay in their slot while others come and go', () => {
    const slots = (names: readonly string[]) =>
      new Map(
        portionsOf(listening(names), MAX).flatMap(({ slot, slots: count, followers }) =>
          followers.flatMap(({ connectionIds }) => connectionIds.map((id) => [id, `${slot}/${count}`] as const)),
        ),
      );
    const [all, fewer] = [slots(NAMES), slots(NAMES.slice(0, 85))];
    for (const [name, slot] of fewer) expect(all.get(name)).toBe(slot);
  });

  it('are each sent an event once, and one that is gone or does not read costs the others nothing', async () => {
    const posted: string[] = [];
    const { dependencies, listen, gone, disconnected } = stage({
      post: async (to) => {
        posted.push(to);
        if (to === 'c7') return 'gone';
        if (to === 'c8') throw new Error('LimitExceededException');
        return 'delivered';
      },
    });
    for (const name of NAMES.slice(0, 45)) await listen(name, 'order:ord_1');
    const sent: Portion[] = [];
    const send = async (portions: readonly Portion[]) => void sent.push(...portions);
    const divided = dividingFollowers(dependencies.connections, { max: MAX, send });
    const event = anEvent({ orderId: 'ord_1' });
    expect(await broadcastEvent(event, { ...dependencies, connections: divided })).toBe(0);
    expect(posted).toEqual([]);
    for (const { followers } of sent) {
      const connections = onlyFollowers(dependencies.connections, followers);
      await broadcastEvent(event, { ...dependencies, connections });
    }
    expect(posted.toSorted()).toEqual(NAMES.slice(0, 45).toSorted());
    expect(gone.toSorted()).toEqual(['c7', 'c8']);
    expect(disconnected).toEqual(['c8']);
  });

  it('are not divided where there are no more than one function takes', async () => {
    const { dependencies, listen, frames } = stage();
    for (const name of NAMES.slice(0, MAX)) await listen(name, 'order:ord_1');
    const send = () => Promise.reject(new Error('divided'));
    const connections = dividingFollowers(dependencies.connections, { max: MAX, send });
    const event = anEvent({ orderId: 'ord_1' });
    expect(await broadcastEvent(event, { ...dependencies, connections })).toBe(MAX);
    expect(frames).toHaveLength(MAX);
  });
});
