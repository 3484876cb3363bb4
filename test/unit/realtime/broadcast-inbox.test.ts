import { describe, expect, it } from 'vitest';
import { broadcastInbox } from '../../../shared/realtime/broadcast-inbox.ts';
import { inboxChange } from '../../../shared/realtime/inbox-change.ts';
import { stage, support } from './broadcast-stage.ts';
import { user } from './support.ts';

describe('what changes in an inbox', () => {
  const change = (owner: string) => inboxChange().parse({ owner, read: ['ntf_1'] });

  it('of a shop is sent to its sellers, and to nobody else who follows its orders', async () => {
    const { frames, listen, dependencies } = stage();
    const topic = 'seller:seller-1';
    await listen('keeper', topic, topic, user('k', { roles: ['seller'], sellerIds: ['seller-1', 'seller-2'] }));
    await listen('support', topic, topic, support);
    await listen('admin', topic, topic, user('a', { roles: ['admin'] }));
    const parts = {
      ...dependencies,
      notifications: { get: async () => undefined },
      inbox: { countUnread: async () => 3 },
    };
    expect(await broadcastInbox(change('seller:seller-1'), parts)).toBe(1);
    expect(frames).toMatchObject([{ to: 'keeper', frame: { type: 'inbox_changed', unread: 3, read: ['ntf_1'] } }]);
  });

  it('of a customer is sent to each of their devices', async () => {
    const { frames, listen, dependencies } = stage();
    for (const device of ['phone', 'laptop']) await listen(device, 'customer:u', 'me', user('u'));
    const parts = {
      ...dependencies,
      notifications: { get: async () => undefined },
      inbox: { countUnread: async () => 0 },
    };
    expect(await broadcastInbox(change('user:u'), parts)).toBe(2);
    expect(frames.map(({ to }) => to).toSorted()).toEqual(['laptop', 'phone']);
  });
});
