import { channelNamed } from '../../../shared/contract/channel-registry.ts';
import type {
  CodeSender,
  FindCodeSender,
  ProviderParts,
  ReadyProvider,
} from '../../../shared/notifications/channel.ts';
import { tracedClient } from '../../composition/observability.ts';
import { readyProviders } from '../../composition/ready-providers.ts';

/**
 * The providers of the channel that codes are sent by, opened once. Found by folder, as adapters are: only such a channel
 * has a `codes.ts`, so that nothing of the others is in the bundle.
 */
export const codeSender = (parts: Omit<ProviderParts, 'traced'>): FindCodeSender => {
  const opened = new Map<string, readonly ReadyProvider[]>();
  return async (name) => {
    const known = opened.get(name);
    if (known !== undefined) return { providers: known };
    const channel = channelNamed(name);
    if (channel === undefined) throw new Error(`There is no channel ${name}`);
    const { providers }: CodeSender = await import(`../../../shared/notifications/channels/${channel.id}/codes.ts`);
    const ready = readyProviders(channel, providers, { ...parts, traced: tracedClient });
    opened.set(name, ready);
    return { providers: ready };
  };
};
