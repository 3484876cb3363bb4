/** The channels as both the stacks and the functions read them. A new one is a line in `channels.ts`. */
import type { ChannelDescriptor } from './channel-descriptor.ts';
import * as registry from './channels.ts';

export type ChannelId = (typeof registry)[keyof typeof registry]['id'];
export type Channel = ChannelDescriptor<ChannelId>;

/** Sorted by id: the order of a module's exports is not the same in every runtime. */
export const CHANNELS: readonly Channel[] = Object.values(registry).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** Workflows name them already, and nobody has registered them: nothing is planned for them. */
const NOT_REGISTERED = ['push', 'sms', 'whatsapp'] as const;

/** What a workflow may list. */
export type ChannelName = ChannelId | (typeof NOT_REGISTERED)[number];
export const CHANNEL_NAMES: readonly ChannelName[] = [
  ...new Set<ChannelName>([...CHANNELS.map(({ id }) => id), ...NOT_REGISTERED]),
];

/** Names that channels had before. Data that holds one is read as if it had the present name. */
export const FORMER_CHANNEL_NAMES: readonly string[] = CHANNELS.flatMap(({ formerIds = [] }) => formerIds);

/** The registered channel of the name, present or former. Exact: names are in lower case. */
export const channelNamed = (name: string): Channel | undefined =>
  CHANNELS.find(({ id, formerIds = [] }) => id === name || formerIds.includes(name));

/** By what a provider that sends by SES finds its sender's address and its configuration set. */
export const sesVariables = (id: string) => {
  const prefix = `CHANNEL_${id.toUpperCase()}` as const;
  return { from: `${prefix}_FROM`, configurationSet: `${prefix}_CONFIGURATION_SET` } as const;
};

/** The variables of a channel's provider. */
export const providerVariables = ({ id, needs }: Pick<Channel, 'id' | 'needs'>): readonly `CHANNEL_${string}`[] => {
  switch (needs.service) {
    case 'ses':
      return Object.values(sesVariables(id));
    case 'none':
      return [];
  }
};
