import { type Channel, type ChannelId, channelNamed } from '../../shared/contract/channel-registry.ts';
import type {
  ChannelAdapter,
  FindChannel,
  NotificationChannel,
  ProviderParts,
} from '../../shared/notifications/channel.ts';
import { tracedClient } from './observability.ts';
import { readyProviders } from './ready-providers.ts';

/**
 * Found by folder, so that a channel is registered in one place only. The bundler takes every `adapter.ts` in and runs
 * none before it is asked for: a function that never gets here holds no adapter, and one that does starts without them.
 */
const adapterOf = async (id: ChannelId): Promise<ChannelAdapter> => {
  const module: { readonly adapter?: ChannelAdapter } = await import(
    `../../shared/notifications/channels/${id}/adapter.ts`
  );
  if (module.adapter === undefined)
    throw new Error(`shared/notifications/channels/${id}/adapter.ts exports no adapter`);
  return module.adapter;
};

const open = async (channel: Channel, parts: ProviderParts): Promise<NotificationChannel> => {
  const { render, providers } = await adapterOf(channel.id);
  return { ...channel, render, providers: readyProviders(channel, providers, parts) };
};

/** Each channel is opened when its first message comes. */
export const notificationChannels = (parts: Omit<ProviderParts, 'traced'>): FindChannel => {
  const opened = new Map<ChannelId, NotificationChannel>();
  return async (name) => {
    const channel = channelNamed(name);
    if (channel === undefined) return undefined;
    const known = opened.get(channel.id) ?? (await open(channel, { ...parts, traced: tracedClient }));
    opened.set(channel.id, known);
    return known;
  };
};
