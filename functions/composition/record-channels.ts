import { type ChannelId, channelNamed } from '../../shared/contract/channel-registry.ts';
import { deliveredAsRecord, type RecordParts, type RenderRecord } from '../../shared/notifications/deliver-record.ts';
import type { PlannedNotification } from '../../shared/notifications/notification.ts';

/** Found by folder, and run when it is asked for, as adapters are. */
const rendererOf = async (id: ChannelId): Promise<RenderRecord> => {
  const module: { readonly render?: RenderRecord } = await import(
    `../../shared/notifications/channels/${id}/record.ts`
  );
  if (module.render === undefined) throw new Error(`shared/notifications/channels/${id}/record.ts exports no render`);
  return module.render;
};

/** Delivers at once what is delivered by being recorded: the entries of an inbox. Others are as they were planned. */
export const withRecordsDelivered = (
  planned: readonly PlannedNotification[],
  about: Pick<RecordParts, 'order' | 'shop' | 'templates'>,
): Promise<readonly PlannedNotification[]> =>
  Promise.all(
    planned.map(async (one) => {
      const channel = channelNamed(one.notification.channel);
      if (!channel?.isInbox) return one;
      return deliveredAsRecord(one, { ...about, channel, render: await rendererOf(channel.id) });
    }),
  );
