import type { ProviderDescriptor } from '../../shared/contract/channel-descriptor.ts';
import {
  type Channel,
  type ChannelId,
  channelNamed,
  configuredProviders,
} from '../../shared/contract/channel-registry.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import {
  type ChannelAdapter,
  type ChannelProvider,
  type FindChannel,
  type NotificationChannel,
  type ProviderParts,
  type ReadyProvider,
  variableOf,
} from '../../shared/notifications/channel.ts';
import { tracedClient } from './observability.ts';

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

/** Opened by its first message, once; what could not be opened is tried again by the next. */
const ready = (
  { id, hasIdempotencyKey, reportsByLog, reaches = () => true }: ProviderDescriptor,
  rate: { readonly ratePerSecond: number },
  make: () => ChannelProvider | Promise<ChannelProvider>,
): ReadyProvider => {
  let opening: Promise<ChannelProvider> | undefined;
  const opened = async (): Promise<ChannelProvider> => {
    opening ??= Promise.resolve(make());
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    id,
    hasIdempotencyKey,
    ...definedFields({ reportsByLog }),
    ...rate,
    reaches,
    send: async (outgoing) => (await opened()).send(outgoing),
  };
};

const open = async (channel: Channel, parts: ProviderParts): Promise<NotificationChannel> => {
  const { render, providers } = await adapterOf(channel.id);
  const configured = configuredProviders(variableOf(parts.environment, 'CONFIGURED_PROVIDERS'));
  return {
    ...channel,
    render,
    providers: channel.providers.flatMap((descriptor) => {
      const rate = configured.get(descriptor.id);
      const make = providers[descriptor.id];
      if (make === undefined) throw new Error(`The adapter of ${channel.id} has no provider ${descriptor.id}`);
      return rate === undefined ? [] : [ready(descriptor, rate, () => make(parts))];
    }),
  };
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
