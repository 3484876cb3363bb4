import { describe, expect, it } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { dividingFollowers, onlyFollowers, type Portion, portionsOf } from '../../../shared/realtime/followers.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { anEvent } from '../support/an-event.ts';
import { stage, support } from './broadcast-stage.ts';
import { user } from './support.ts';

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
    for (const portion of sent) {
      const connections = onlyFollowers(dependencies.connections, portion);
      await broadcastEvent(event, { ...dependencies, connections });
    }
    expect(posted.toSorted()).toEqual(NAMES.slice(0, 45).toSorted());
    expect(gone.toSorted()).toEqual(['c7', 'c8']);
    expect(disconnected).toEqual(['c8']);
  });

  describe('as they were read', () => {
    const event = anEvent({ orderId: 'ord_1' });
    const nobody = { kind: 'anonymous' } as const;

    const dividedAmong = async (kinds: { readonly caller: Caller; readonly audience: string }) => {
      const one = stage();
      for (const name of NAMES.slice(0, 12)) await one.listen(name, kinds.audience, kinds.audience, kinds.caller);
      const sent: { readonly portions: readonly Portion[]; readonly readAt: string }[] = [];
      const send = async (portions: readonly Portion[], readAt: string) => void sent.push({ portions, readAt });
      const divided = dividingFollowers(one.connections, { max: MAX, send });
      await broadcastEvent(event, { ...one.dependencies, connections: divided });
      const asked: number[] = [];
      const connections: typeof one.connections = {
        ...one.connections,
        those: (followers, known, now) => {
          asked.push(followers.flatMap(({ connectionIds }) => connectionIds).length);
          return one.connections.those(followers, known, now);
        },
      };
      const post = async () => {
        for (const { portions, readAt } of sent) {
          for (const portion of portions) {
            const only = onlyFollowers(connections, { ...portion, readAt });
            await broadcastEvent(event, { ...one.dependencies, connections: only });
          }
        }
        return one.frames.map(({ to }) => to).toSorted();
      };
      return { ...one, asked, post };
    };

    it('are not read once more', async () => {
      for (const caller of [nobody, support]) {
        const { asked, post } = await dividedAmong({ caller, audience: 'public:ord_1' });
        expect(await post()).toEqual(NAMES.slice(0, 12).toSorted());
        expect(new Set(asked)).toEqual(new Set([0]));
      }
    });

    it('are read once more where that was long ago: who has left since is sent nothing', async () => {
      const { asked, post, clock, connections } = await dividedAmong({ caller: nobody, audience: 'public:ord_1' });
      await connections.unsubscribe('c3', 'public:ord_1');
      clock.advance(6_000);
      expect(await post()).not.toContain('c3');
      expect(asked.reduce((sum, count) => sum + count, 0)).toBe(12);
    });

    it('are sent nothing where their tokens were revoked or have expired since', async () => {
      const expiring = { ...support, validUntil: '2026-03-01T10:00:01.000Z' };
      const expired = await dividedAmong({ caller: expiring, audience: 'order:ord_1' });
      expired.clock.advance(2_000);
      await expired.post();
      expect(new Set(expired.frames.map(({ frame }) => frame.code))).toEqual(new Set(['TOKEN_EXPIRED']));
      const issued = { ...support, issuedAt: '2026-03-01T09:00:00.000Z' };
      const revoked = await dividedAmong({ caller: issued, audience: 'order:ord_1' });
      await revoked.revocations.revoke('u', '2026-03-01T10:00:00.000Z');
      await revoked.post();
      expect(new Set(revoked.frames.map(({ frame }) => frame.code))).toEqual(new Set(['ACCESS_WITHDRAWN']));
    });

    it('take no more room than a message has', async () => {
      const names = Array.from({ length: 1_000 }, (_, n) => `c${n}`);
      const longWinded = names.map((connectionId) => ({
        connectionId,
        audience: 'seller:s',
        topic: 'seller:s',
        caller: user(connectionId, { sellerIds: Array.from({ length: 40 }, (_, n) => `shop-${n}`) }),
      }));
      for (const portion of portionsOf(longWinded, 1_024)) {
        expect(everyone([portion], 'seller:s')).toHaveLength(1_000);
        // Those without room are read by one call for a hundred, not by one each.
        expect(portion.followers.filter(({ subscribed }) => subscribed === undefined)).toHaveLength(1);
        expect(JSON.stringify(portion).length).toBeLessThan(200_000);
      }
    });
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
