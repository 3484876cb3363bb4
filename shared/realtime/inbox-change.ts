import * as z from 'zod';
import { once } from '../made-on-demand.ts';
import type { InboxOwner } from '../notifications/inbox/inbox-owner.ts';
import type { Audience } from './topics.ts';

const text = once(() => z.string().min(1));
const ids = once(() => z.array(text()).readonly());

/** What changed in an inbox, for the devices of its owner. */
export const inboxChange = once(() =>
  z.object({
    owner: z.custom<InboxOwner>((name) => typeof name === 'string' && /^(?:user|seller):./.test(name)),
    /** Entries that came. */
    added: z
      .array(z.object({ orderId: text(), notificationId: text() }))
      .readonly()
      .default([]),
    /** Ids of entries that were read, and that were archived. */
    read: ids().default([]),
    archived: ids().default([]),
  }),
);
export type InboxChange = z.output<ReturnType<typeof inboxChange>>;

/** By which those who look at the inbox are found. */
export const inboxAudience = (owner: InboxOwner): Audience => {
  const id = owner.slice(owner.indexOf(':') + 1);
  return owner.startsWith('seller:') ? { kind: 'seller', id } : { kind: 'customer', id };
};
