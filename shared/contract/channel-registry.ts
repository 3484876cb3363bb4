/** The channels as both the stacks and the functions read them. A new one is a line in `channels.ts`. */
import type { ChannelDescriptor, ProviderDescriptor } from './channel-descriptor.ts';
import * as registry from './channels.ts';

export type ChannelId = (typeof registry)[keyof typeof registry]['id'];
export type Channel = ChannelDescriptor<ChannelId>;

/** Sorted by id: the order of a module's exports is not the same in every runtime. */
export const CHANNELS: readonly Channel[] = Object.values(registry).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What a workflow may list. */
export type ChannelName = ChannelId;
export const CHANNEL_NAMES: readonly ChannelName[] = CHANNELS.map(({ id }) => id);

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

/** Every provider of every channel, each once, sorted by id. */
export const PROVIDERS: readonly ProviderDescriptor[] = [
  ...new Map(CHANNELS.flatMap(({ providers }) => providers.map((provider) => [provider.id, provider]))).values(),
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What needs no account of anybody else's is there at every stage; the others are where the stage sets them up. */
export const isAtEveryStage = ({ needs }: ProviderDescriptor): boolean =>
  needs.service === 'none' || needs.service === 'ses';

/** By the name that people use for the secret of a provider that has one. */
export const providerSecretName = (providerId: string): string => `notifications/${providerId}`;

/** By what the code of a provider finds what the stage has set for it. */
export const providerVariable = (providerId: string, name: string): `PROVIDER_${string}` =>
  `PROVIDER_${providerId.toUpperCase()}_${name.toUpperCase()}`;

export const secretVariable = (providerId: string): `PROVIDER_${string}` => providerVariable(providerId, 'secret_id');
export const urlVariable = (providerId: string, url: string): `PROVIDER_${string}` =>
  providerVariable(providerId, `${url}_url`);

/** The provider that browsers subscribe to, and the setting that they subscribe with; `undefined` where there is none. */
export const subscriptionSetting = (): { readonly providerId: string; readonly name: string } | undefined => {
  const found = PROVIDERS.find(({ subscriptionKey }) => subscriptionKey !== undefined);
  return found?.subscriptionKey === undefined ? undefined : { providerId: found.id, name: found.subscriptionKey };
};

/** The variables of a provider of a channel: absent where the stage does not have it. */
export const providerVariables = (
  { id, needs, settings = [] }: ProviderDescriptor,
  channel: Pick<Channel, 'id'>,
): readonly string[] => [
  ...(needs.service === 'ses' ? Object.values(sesVariables(channel.id)) : []),
  ...(needs.service === 'http'
    ? [
        secretVariable(id),
        ...Object.keys(needs.urls).map((url) => urlVariable(id, url)),
        ...(needs.reports === true ? [providerVariable(id, 'reports_url')] : []),
      ]
    : []),
  ...settings.map((name) => providerVariable(id, name)),
];

/** The providers that a stage has, and how many messages a second each takes. */
export type ConfiguredProviders = ReadonlyMap<string, { readonly ratePerSecond: number }>;

/** Those of the stage, by the rates that it sets: as `CONFIGURED_PROVIDERS` holds them. */
export const providersText = (
  rates: Readonly<Record<string, { readonly ratePerSecond?: number | undefined }>>,
): string =>
  PROVIDERS.filter((provider) => isAtEveryStage(provider) || rates[provider.id] !== undefined)
    .map(({ id, ratePerSecond }) => `${id}=${rates[id]?.ratePerSecond ?? ratePerSecond}`)
    .join(',');

/** What `providersText` wrote. */
export const configuredProviders = (text: string): ConfiguredProviders =>
  new Map(
    text
      .split(',')
      .map((entry) => entry.split('='))
      .map(([id = '', rate]) => [id, { ratePerSecond: Number(rate) }]),
  );

export const PROVIDERS_OF_EVERY_STAGE: ConfiguredProviders = configuredProviders(providersText({}));

/** Those of the person's addresses that some provider of the stage reaches. */
export const reachableAddresses = (
  { providers }: Pick<Channel, 'providers'>,
  addresses: readonly string[],
  configured: ConfiguredProviders,
): readonly string[] =>
  addresses.filter((address) =>
    providers.some(({ id, reaches }) => configured.has(id) && (reaches?.(address) ?? true)),
  );

/** By the name that people use for what proves a provider's reports; its own secret where nothing else does. */
export const reportsSecretName = ({ id, reportsByWebhook }: ProviderDescriptor): string =>
  reportsByWebhook?.secret === undefined
    ? providerSecretName(id)
    : (reportsByWebhook.secret.name ?? `${providerSecretName(id)}_webhook`);

export const reportsSecretVariable = (providerId: string): `PROVIDER_${string}` =>
  providerVariable(providerId, 'reports_secret_id');

/** Providers whose reports are taken, each with its channel. */
export const REPORTING_PROVIDERS: readonly { readonly channel: Channel; readonly provider: ProviderDescriptor }[] =
  CHANNELS.flatMap((channel) =>
    channel.providers
      .filter(({ reportsByWebhook }) => reportsByWebhook !== undefined)
      .map((provider) => ({ channel, provider })),
  );

/** The one that a webhook's path names, by its id or another name of it. */
export const reportingProvider = (name: string): (typeof REPORTING_PROVIDERS)[number] | undefined =>
  REPORTING_PROVIDERS.find(
    ({ provider: { id, reportsByWebhook } }) => id === name || (reportsByWebhook?.aliases ?? []).includes(name),
  );
