import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';

export const inApp: ChannelDescriptor<'in_app'> = {
  id: 'in_app',
  formerIds: ['inbox'],
  /** An inbox belongs to an account, or to a shop, whose sellers share one. */
  addressesOf: ({ userId, shopId }) => [userId ?? shopId].filter((id) => id !== undefined),
  mask: (id) => `${String.fromCodePoint(id.codePointAt(0) ?? 0x2a)}***`,
  // A guest has no inbox, and misses nothing by it.
  withoutAddress: 'skip',
  templateVersion: 3,
  // The message is stored with the notification, in an item of 400 KB at most.
  limits: { messageBytes: 8 * 1024 },
  storedParts: ['title', 'body'],
  isInbox: true,
  providers: [
    { id: 'record', name: 'the record', needs: { service: 'none' }, hasIdempotencyKey: true, ratePerSecond: 10_000 },
  ],
};
