import type { ProviderDescriptor } from '../../shared/contract/channel-descriptor.ts';
import { type Channel, configuredProviders } from '../../shared/contract/channel-registry.ts';
import { definedFields } from '../../shared/defined-fields.ts';
import {
  type ChannelAdapter,
  type ChannelProvider,
  type ProviderParts,
  type ReadyProvider,
  variableOf,
} from '../../shared/notifications/channel.ts';

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

/** Those providers of a channel that the stage has, the preferred first. */
export const readyProviders = (
  channel: Pick<Channel, 'id' | 'providers'>,
  providers: ChannelAdapter['providers'],
  parts: ProviderParts,
): readonly ReadyProvider[] => {
  const configured = configuredProviders(variableOf(parts.environment, 'CONFIGURED_PROVIDERS'));
  return channel.providers.flatMap((descriptor) => {
    const rate = configured.get(descriptor.id);
    const make = providers[descriptor.id];
    if (make === undefined) throw new Error(`The adapter of ${channel.id} has no provider ${descriptor.id}`);
    return rate === undefined ? [] : [ready(descriptor, rate, () => make(parts))];
  });
};
