import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { CARRIERS_WITH_API } from '../shared/contract/carrier-apis.ts';
import { CARRIERS_WITH_SECRET, carrierApiSecretName, carrierSecretName } from '../shared/contract/carrier-registry.ts';
import type { SecretForm } from '../shared/contract/channel-descriptor.ts';
import {
  PROVIDERS,
  providerSecretName,
  REPORTING_PROVIDERS,
  reportsSecretName,
} from '../shared/contract/channel-registry.ts';
import { pascalCase } from './pascal-case.ts';

/**
 * `text`: letters and digits. `basic`: `user:password`. `standard-webhooks`: `whsec_` and base64 of 32 random bytes. The
 * others are somebody else's: they are put in, never made.
 */
export type SecretFormat = SecretForm;

/** While a secret is being rotated both are accepted. */
export interface SecretValue {
  readonly current: string;
  readonly previous?: string;
}

export interface SecretDefinition {
  /** Of the construct in the data stack; `<id>Arn` is the stack's output. */
  readonly constructId: string;
  readonly description: string;
  readonly format: SecretFormat;
  /** Names of the parts of a JSON object. */
  readonly parts?: readonly string[];
}

const carrierSecrets: Readonly<Record<string, SecretDefinition>> = Object.fromEntries(
  CARRIERS_WITH_SECRET.map(({ id, name, webhook }) => [
    carrierSecretName(id),
    {
      constructId: `${pascalCase(id)}Secret`,
      description: `Signs the webhooks of ${name}`,
      format: webhook.scheme.kind === 'basic' ? 'basic' : 'text',
    },
  ]),
);

const providerSecrets: Readonly<Record<string, SecretDefinition>> = Object.fromEntries(
  PROVIDERS.flatMap(({ id, name, needs }) =>
    needs.service === 'http'
      ? [
          [
            providerSecretName(id),
            {
              constructId: `${pascalCase(id)}ProviderSecret`,
              description: `Key of ${name}: ${needs.secret.holds}`,
              format: needs.secret.format,
            },
          ],
        ]
      : [],
  ),
);

const reportsSecrets: Readonly<Record<string, SecretDefinition>> = Object.fromEntries(
  REPORTING_PROVIDERS.flatMap(({ provider }) => {
    const secret = provider.reportsByWebhook?.secret;
    if (secret === undefined) return [];
    const description = `Proves the reports of ${provider.name}: ${secret.holds}`;
    return [
      [
        reportsSecretName(provider),
        { constructId: `${pascalCase(provider.id)}ReportsSecret`, description, format: secret.format },
      ],
    ];
  }),
);

const carrierApiSecrets: Readonly<Record<string, SecretDefinition>> = Object.fromEntries(
  CARRIERS_WITH_API.map(({ id, name, api: { credentials } }) => [
    carrierApiSecretName(id),
    {
      constructId: `${pascalCase(id)}ApiSecret`,
      description: `Credentials of the account with ${name}: ${credentials.join(', ')}`,
      ...(credentials.length === 1 ? { format: 'text' } : { format: 'json', parts: credentials }),
    },
  ]),
);

/**
 * The stage's secrets by the name that people use; those of providers and of carriers' APIs are there where the stage has
 * an account with them.
 */
export const SECRETS: Readonly<Record<string, SecretDefinition>> = {
  link: { constructId: 'LinkSecret', description: 'Signs the links that guests get by e-mail', format: 'text' },
  contacts: {
    constructId: 'ContactsSecret',
    description: 'Keys the digests of addresses and devices, and the codes that prove telephones',
    format: 'text',
  },
  origin: {
    constructId: 'OriginSecret',
    description: 'Shows that a request came through the distribution',
    format: 'text',
  },
  ...carrierSecrets,
  ...carrierApiSecrets,
  ...providerSecrets,
  ...reportsSecrets,
  payments: {
    constructId: 'PaymentsSecret',
    description: 'Signs the webhooks of the payment service',
    format: 'standard-webhooks',
  },
};

/** @throws Error that names the secrets there are. */
export const secretDefinition = (name: string): SecretDefinition => {
  const found = Object.hasOwn(SECRETS, name) ? SECRETS[name] : undefined;
  if (found === undefined)
    throw new Error(`There is no secret "${name}": it is one of ${Object.keys(SECRETS).join(', ')}.`);
  return found;
};

/** @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const STANDARD_WEBHOOKS_BYTES = 32;
const TEXT_LENGTH = 48;
const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Partners ask for each of these kinds. */
const KINDS = [/[A-Z]/, /[a-z]/, /\d/];

type Random = (bytes: number) => Buffer;

/** Bytes beyond the last whole multiple are left out, so that every character is as likely as the next. */
const randomText = (random: Random): string => {
  const fair = 256 - (256 % LETTERS_AND_DIGITS.length);
  for (let text = ''; ; ) {
    const more = [...random(TEXT_LENGTH)].filter((byte) => byte < fair);
    text += more.map((byte) => LETTERS_AND_DIGITS[byte % LETTERS_AND_DIGITS.length]).join('');
    if (text.length < TEXT_LENGTH) continue;
    text = text.slice(-TEXT_LENGTH);
    if (KINDS.every((kind) => kind.test(text))) return text;
  }
};

/** A new random value. */
export const newSecret = (format: SecretFormat, random: Random = randomBytes): string =>
  format === 'basic'
    ? `wismo:${randomText(random)}`
    : format === 'standard-webhooks'
      ? `whsec_${random(STANDARD_WEBHOOKS_BYTES).toString('base64')}`
      : randomText(random);

const valueShape = z.object({ current: z.string().min(1), previous: z.string().min(1).exactOptional() });

/** @throws Error when the text is not `{"current": "…", "previous"?: "…"}`. */
export const parseSecret = (text: string): SecretValue => {
  const { success, data } = valueShape.safeParse(JSON.parse(text));
  if (!success) throw new Error('The secret is not of the form {"current": "…", "previous": "…"}.');
  return data;
};

/** The new value signs from now on; the one before is still accepted. */
export const rotated = ({ current }: SecretValue, next: string): SecretValue => ({ current: next, previous: current });

/** Only the current value is accepted from now on. */
export const rotationEnded = ({ current }: SecretValue): SecretValue => ({ current });
