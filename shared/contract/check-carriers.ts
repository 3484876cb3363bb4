import type {
  CarrierApi,
  CarrierDescriptor,
  CarrierWebhook,
  NumberFormat,
  PollLimits,
  TrackingPage,
} from './carrier-descriptor.ts';

const ID = /^[a-z][a-z0-9_]{1,31}$/;
/** Other senders of webhooks, which are stored, counted and limited beside the carriers. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['payments']);
const HEADER = /^[a-z][a-z0-9-]*$/;

const countOf = (text: string, part: string): number => text.split(part).length - 1;
const repeated = (values: readonly string[]): readonly string[] =>
  [...new Set(values)].filter((value) => values.indexOf(value) !== values.lastIndexOf(value));

const formatFaults = (formats: readonly NumberFormat[]): readonly string[] => [
  ...repeated(formats.map(({ format }) => format)).map((format) => `number format ${format} is there twice`),
  ...formats
    .filter(({ pattern: { source, flags } }) => !source.startsWith('^') || !source.endsWith('$') || flags !== '')
    .map(({ format }) => `number format ${format} must match the whole number and have no flags`),
];

const pageFaults = ({ url, sites }: TrackingPage): readonly string[] => [
  ...(url.startsWith('https://') ? [] : ['the tracking page is not https']),
  ...(countOf(url, '{number}') === 1 ? [] : ['the address of the tracking page needs {number} once']),
  ...(countOf(url, '{site}') === (sites === undefined ? 0 : 1) ? [] : ['{site} and sites go together']),
];

const webhookFaults = ({ scheme, secret }: CarrierWebhook): readonly string[] => {
  const headers = scheme.kind === 'basic' ? ['authorization'] : scheme.headers;
  const encodings = scheme.kind === 'hmac_sha256' ? scheme.encodings : ['base64'];
  return [
    ...(headers.length > 0 && headers.every((header) => HEADER.test(header))
      ? []
      : ['the signature needs headers, in lower case']),
    ...(encodings.length > 0 ? [] : ['the signature needs an encoding']),
    ...(secret.trim() === '' ? ['the secret is not described'] : []),
  ];
};

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0;
const pollFaults = ({ numbersPerCall, quotas }: PollLimits): readonly string[] =>
  isCount(numbersPerCall) && quotas.every(({ calls, seconds }) => isCount(calls) && isCount(seconds))
    ? []
    : ['poll limits must be whole numbers above 0'];

const apiFaults = ({ urls, credentials }: CarrierApi): readonly string[] => [
  ...(Object.values(urls).every((url) => URL.canParse(url) && new URL(url).origin === url && url.startsWith('https://'))
    ? []
    : ['the addresses of its API must be https origins']),
  ...(Object.keys(urls).length > 0 && credentials.length > 0 ? [] : ['its API needs an address and credentials']),
];

const subscriptionFaults = ({ subscription, capabilities, webhook }: CarrierDescriptor): readonly string[] => [
  ...((subscription !== undefined) === capabilities.includes('subscribe')
    ? []
    : ['subscription and the capability `subscribe` go together']),
  ...(subscription === undefined || (isCount(subscription.numbersPerCall) && webhook !== undefined)
    ? []
    : ['a subscription needs a webhook, and a whole number of parcels above 0']),
];

const faultsOf = (carrier: CarrierDescriptor) => [
  ...ownFaults(carrier),
  ...subscriptionFaults(carrier),
  ...(carrier.capabilities.includes('track') && carrier.poll === undefined ? ['it is polled and has no limits'] : []),
];

const ownFaults = ({ id, name, numberFormats, trackingPage, webhook, poll, api, capabilities }: CarrierDescriptor) => [
  ...(ID.test(id) ? [] : ['an id is 2 to 32 of a-z, 0-9 and _, a letter first']),
  ...(RESERVED_IDS.has(id) ? ['the id is taken by another sender of webhooks'] : []),
  ...(name.trim() === '' ? ['it has no name'] : []),
  ...formatFaults(numberFormats),
  ...(trackingPage === undefined ? [] : pageFaults(trackingPage)),
  ...(webhook === undefined ? [] : webhookFaults(webhook)),
  ...(poll === undefined ? [] : pollFaults(poll)),
  ...(api === undefined ? [] : apiFaults(api)),
  ...(api === undefined && capabilities.some((capability) => capability !== 'webhook')
    ? ['it is asked for something and describes no API']
    : []),
  ...(webhook?.handshake === undefined || (api?.urls.api !== undefined && api.credentials.length === 1)
    ? []
    : ['its handshake needs an API with the address `api` and one credential']),
  ...(capabilities.includes('webhook') && webhook === undefined ? ['it takes webhooks and describes none'] : []),
];

/**
 * Checks the descriptors before anything is made of them.
 *
 * @throws Error that lists every fault, each with the carrier's id.
 */
export const checkCarriers = (carriers: readonly CarrierDescriptor[]): void => {
  const faults = [
    ...repeated(carriers.map(({ id }) => id)).map((id) => `${id}: the id is there twice`),
    ...carriers.flatMap((carrier) => faultsOf(carrier).map((fault) => `${carrier.id}: ${fault}`)),
  ];
  if (faults.length > 0) throw new Error(`Carriers cannot be used as they are described:\n  ${faults.join('\n  ')}`);
};
