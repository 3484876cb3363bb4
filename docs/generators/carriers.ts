import type { PollLimits, SignatureScheme, TrackingPage } from '../../shared/contract/carrier-descriptor.ts';
import {
  CARRIERS,
  CARRIERS_WITH_SECRET,
  type Carrier,
  carrierSecretName,
  carrierWebhookPath,
} from '../../shared/contract/carrier-registry.ts';

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const code = (text: string): string => `\`${text}\``;
const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

const schemeText = (scheme: SignatureScheme): string => {
  if (scheme.kind === 'basic') return '`authorization`: Basic, user and password';
  const headers = scheme.headers.map(code).join(' or ');
  return scheme.kind === 'hmac_sha256'
    ? `${headers}: HMAC-SHA256 of the raw body, ${scheme.encodings.join(' or ')}`
    : `${headers}: the secret itself`;
};

const webhookTable = (): string =>
  table(
    ['carrier', 'path', 'signature', 'published source ranges', 'events accepted'],
    CARRIERS_WITH_SECRET.map(({ id, name, webhook, capabilities }) => [
      name,
      code(carrierWebhookPath(id)),
      schemeText(webhook.scheme),
      (webhook.publishedRanges ?? []).map(code).join(', '),
      yesNo(capabilities.includes('webhook')),
    ]),
  );

const secretTable = (): string =>
  table(
    ['secret', 'what `current` is'],
    CARRIERS_WITH_SECRET.map(({ id, webhook }) => [code(carrierSecretName(id)), webhook.secret]),
  );

const pageText = ({ url, sites }: TrackingPage): string =>
  sites === undefined
    ? code(url)
    : `${code(url)}, where \`{site}\` is ${Object.entries(sites)
        .map(([locale, site]) => `${code(site)} (${locale})`)
        .join(', ')}`;

const pollText = ({ quotas }: PollLimits): string =>
  quotas.map(({ calls, seconds }) => `${calls} per ${seconds} s`).join(', ') || 'none published';

const parcelTable = (): string =>
  table(
    ['carrier', 'tracking page', 'numbers per API call', 'limits of API calls'],
    CARRIERS.map(({ name, trackingPage, poll }) => [
      name,
      trackingPage === undefined ? 'sent with each delivery' : pageText(trackingPage),
      ...(poll === undefined ? ['', ''] : [String(poll.numbersPerCall), pollText(poll)]),
    ]),
  );

const formatRows = ({ name, numberFormats }: Carrier): readonly (readonly string[])[] =>
  numberFormats.map(({ format, pattern, fits, isDistinctive }) => [
    name,
    format,
    code(pattern.source.replaceAll('|', '\\|')),
    yesNo(fits !== undefined),
    yesNo(isDistinctive),
  ]);

const formatTable = (): string =>
  table(['carrier', 'format', 'pattern', 'check digit', 'distinctive'], CARRIERS.flatMap(formatRows));

/** docs/carriers.md, from the registry. */
export const generateCarriers = (): string => `# Carriers

Made from the registry (\`shared/contract/carriers.ts\`) by \`npm run docs\`.

## Webhooks

A stage checks source addresses only where \`webhookSources\` in \`lib/stages.ts\` lists ranges. A carrier whose events are not accepted yet has its path and its secret, and gets 404.

${webhookTable()}

## Secrets

${secretTable()}

How they are rotated: [secrets](secrets.md).

## Parcels

${parcelTable()}

## Tracking numbers

A number is compared without separators and in capitals. Formats and check digits rank carriers and refuse none.

${formatTable()}
`;
