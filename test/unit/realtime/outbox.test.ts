import { describe, expect, it } from 'vitest';
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
