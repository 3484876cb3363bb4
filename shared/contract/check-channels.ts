import type { ChannelDescriptor } from './channel-descriptor.ts';

const ID = /^[a-z][a-z0-9_]{1,31}$/;

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;

const namesOf = ({ id, formerIds = [] }: ChannelDescriptor): readonly string[] => [id, ...formerIds];

const repeated = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
];

const faultsOf = (channel: ChannelDescriptor): readonly string[] => [
  ...(namesOf(channel).every((name) => ID.test(name)) ? [] : ['a name is 2 to 32 of a-z, 0-9 and _, a letter first']),
  ...(isCount(channel.templateVersion) ? [] : ['the version of its templates must be a whole number above 0']),
  ...(isCount(channel.limits.messageBytes) ? [] : ['the limit of a message must be a whole number above 0']),
  ...(channel.providers.length > 0 ? [] : ['it has no provider']),
  ...channel.providers.flatMap((provider) =>
    [provider.id, ...(provider.settings ?? [])].every((name) => ID.test(name)) && provider.ratePerSecond > 0
      ? []
      : [`the provider ${provider.id} is not described as it should be`],
  ),
  ...(channel.isInbox && channel.storedParts.length === 0 ? ['an inbox needs parts of the message to show'] : []),
];

/**
 * Checks the descriptors before anything is made of them.
 *
 * @throws Error that lists every fault, each with the channel's id.
 */
export const checkChannels = (channels: readonly ChannelDescriptor[]): void => {
  const faults = [
    ...repeated(channels.flatMap(namesOf)).map((name) => `${name}: the name is there twice`),
    ...channels.flatMap((channel) => faultsOf(channel).map((fault) => `${channel.id}: ${fault}`)),
  ];
  if (faults.length > 0) throw new Error(`Channels cannot be used as they are described:\n  ${faults.join('\n  ')}`);
};
