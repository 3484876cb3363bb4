import { describe, expect, it, vi } from 'vitest';
import { broadcastEvent } from '../../../shared/realtime/broadcast.ts';
import { anEvent } from '../support/an-event.ts';
import { type Frame, stage } from './broadcast-stage.ts';

describe('the outbox', () => {
  it('keeps the order of a connection and puts together what had to wait', async () => {
    const posted: Frame[] = [];
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const { listen, dependencies } = stage({
      post: async (_to, frame) => {
        posted.push(JSON.parse(frame) as Frame);
        if (posted.length === 1) await held;
        return 'delivered';
      },
    });
    await listen('buyer', 'order:ord_1');
    const recorded = [2, 3, 4].map((seq) => broadcastEvent(anEvent({ seq }), dependencies));
    await Promise.resolve();
    letGo();
    await Promise.all(recorded);
    const seqs = posted
      .flatMap((frame) => (frame.type === 'batch' ? (frame.events as Frame[]) : [frame]))
      .map((f) => f.seq);
    expect(seqs).toEqual([2, 3, 4]);
    expect(posted.length).toBeLessThan(3);
  });

  it('a client that left is forgotten', async () => {
    const { gone, disconnected, listen, dependencies } = stage({ post: async () => 'gone' });
    await listen('buyer', 'order:ord_1');
    await broadcastEvent(anEvent(), dependencies);
    expect([gone, disconnected]).toEqual([['buyer'], []]);
  });

  it('a client that cannot be reached is disconnected, to come back with its cursor', async () => {
    const { gone, disconnected, listen, dependencies } = stage({
      post: () => Promise.reject(new Error('throttled')),
    });
    await listen('buyer', 'order:ord_1');
    await broadcastEvent(anEvent(), dependencies);
    expect([gone, disconnected]).toEqual([['buyer'], ['buyer']]);
  });

  it('fails, so that the queue tries again, when a client can be neither reached nor disconnected', async () => {
    const fail = () => Promise.reject(new Error('down'));
    const { listen, dependencies } = stage({ post: fail, disconnect: fail });
    await listen('buyer', 'order:ord_1');
    await expect(broadcastEvent(anEvent(), dependencies)).rejects.toThrow('down');
    await expect(broadcastEvent(anEvent({ seq: 3 }), dependencies)).rejects.toThrow('down');
  });

  it('one that takes nothing holds up nobody else, and one that is gone neither', async () => {
    const posted: string[] = [];
    const hanging = Promise.withResolvers<'gone'>();
    const { listen, dependencies } = stage({
      post: async (to) => {
        if (to === 'c3') return hanging.promise;
        if (to === 'c5') return 'gone';
        posted.push(to);
        return 'delivered';
      },
    });
    const names = Array.from({ length: 20 }, (_, n) => `c${n}`);
    for (const name of names) await listen(name, 'order:ord_1');
    const sending = broadcastEvent(anEvent(), dependencies);
    await expect.poll(() => posted.toSorted()).toEqual(names.filter((name) => !['c3', 'c5'].includes(name)).toSorted());
    hanging.resolve('gone');
    await sending;
  });

  it('writes the frame once for all that follow by the same topic', async () => {
    const frames: string[] = [];
    const { listen, dependencies } = stage({
      post: async (_to, frame) => {
        frames.push(frame);
        return 'delivered';
      },
    });
    for (const name of ['a', 'b', 'c']) await listen(name, 'order:ord_1');
    const stringify = vi.spyOn(JSON, 'stringify');
    await broadcastEvent(anEvent(), dependencies);
    const written = stringify.mock.results.filter(({ value }) => value === frames[0]);
    stringify.mockRestore();
    // Measured once, and written once.
    expect([frames.length, new Set(frames).size, written.length]).toEqual([3, 1, 2]);
  });

  it('posts to so many at a time and no more', async () => {
    let inProgress = 0;
    let max = 0;
    const { listen, dependencies } = stage({
      post: async () => {
        inProgress += 1;
        max = Math.max(max, inProgress);
        await Promise.resolve();
        inProgress -= 1;
        return 'delivered';
      },
    });
    for (let i = 0; i < 20; i += 1) await listen(`c${i}`, 'order:ord_1');
    expect(await broadcastEvent(anEvent(), dependencies)).toBe(20);
    expect(max).toBe(2);
  });
});
