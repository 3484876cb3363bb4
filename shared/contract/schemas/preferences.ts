/** What people say about their notifications, under the names of both interfaces. */
import * as z from 'zod';
import { NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { browserToken, tokenAsStored } from '../browser-token.ts';
import { DEVICE_PLATFORMS } from '../channel-descriptor.ts';
import { CHANNEL_NAMES } from '../channel-registry.ts';
import { timeZone } from './dates.ts';
import { id } from './id.ts';
import { email, ownLanguage, phone } from './primitives.ts';
import { alsoNumber } from './texts.ts';

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;
/** Of a channel's id in camel case, with `Notifications` behind it. */
export type TypesField<Id extends string> = `${CamelCase<Id>}Notifications`;

/** The member of a person's preferences that says which types they want over a channel. */
export const typesFieldOf = <Id extends string>(id: Id): TypesField<Id> =>
  `${id.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase())}Notifications` as TypesField<Id>;

const typeChoices = z
  .partialRecord(z.enum(NOTIFICATION_TYPES), z.boolean())
  .meta({ description: 'By notification type. A type that is absent stays as it is.' });

const typesFields = Object.fromEntries(CHANNEL_NAMES.map((id) => [typesFieldOf(id), typeChoices.exactOptional()]));

const clockTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'Must be a time of day as HH:MM')
  .meta({ examples: ['22:00'] });

const quietHours = z.strictObject({ start: clockTime, end: clockTime, allowUrgent: z.boolean().exactOptional() }).meta({
  description:
    'In `timezone`. Messages wait for the end; the inbox does not. The same time twice is no quiet hours. With ' +
    '`allowUrgent` urgent messages do not wait. `null` brings the default back.',
});

const snakeQuietHours = z.strictObject({
  start: clockTime,
  end: clockTime,
  allow_urgent: z.boolean().exactOptional(),
});

const language = ownLanguage.meta({
  description: 'Language of the notifications: `es`, `en`, `ro` or `ru`.',
  examples: ['en', 'es-ES'],
});

const substitution = z.enum(['accept', 'refund', 'ask']);
const telephone = alsoNumber(phone);

const MAX_TOKEN_CHARACTERS = 4_096;
const token = z.string().trim().min(8).max(MAX_TOKEN_CHARACTERS).transform(tokenAsStored);
const MAX_ENDPOINT_CHARACTERS = 2_048;
/** 65 and 16 bytes in base64, RFC 8291; longer than either needs. */
const encryptionKey = z.string().min(1).max(256);
const platform = z.enum(DEVICE_PLATFORMS);
const MAX_NAME_CHARACTERS = 60;
const NAME = 'What the person knows the device by, such as `Firefox · Android`. Absent, it stays as it was.';
const MAX_TOKENS = 20;

/** As the provider posts to it: encrypted on its way, but for the one on the same machine. */
const isSafeEndpoint = (endpoint: string): boolean => {
  const { protocol, hostname } = new URL(endpoint);
  return protocol === 'https:' || hostname === '127.0.0.1';
};

/** A browser's subscription is sent as the browser gives it. What identifies and encrypts is its token, in one spelling. */
const subscription = z
  .looseObject({
    endpoint: z
      .url({ protocol: /^https?$/, abort: true })
      .max(MAX_ENDPOINT_CHARACTERS)
      .refine(isSafeEndpoint, 'Must be an https address')
      .refine((endpoint) => !/[@\\]/.test(endpoint.split('/')[2] ?? ''), 'Must be an address without a user'),
    keys: z.looseObject({ p256dh: encryptionKey, auth: encryptionKey }),
  })
  .transform(browserToken)
  .pipe(token);

const SHOP = 'Of a shop that the caller sells for, in place of their own.';
export const sellerId = id.exactOptional().describe(SHOP);

export const deviceBody = z
  .strictObject({
    token: z.union([token, subscription]).exactOptional(),
    subscription: subscription.exactOptional(),
    platform: platform.default('web'),
    name: z.string().trim().min(1).max(MAX_NAME_CHARACTERS).exactOptional().describe(NAME),
    sellerId,
  })
  .refine((body) => (body.token === undefined) !== (body.subscription === undefined), {
    path: ['token'],
    message: 'Must be a token, or the PushSubscription of a browser',
  })
  .transform(({ token: given, subscription: browser, ...body }) => ({ ...body, token: given ?? browser ?? '' }));

export const deviceRemoval = z
  .strictObject({ token: z.union([token, subscription]), platform: platform.exactOptional(), sellerId })
  .meta({ description: 'The token as it was registered.' });

const names = {
  ...typesFields,
  phoneNumber: telephone.nullable().exactOptional(),
  languagePreference: language.nullable().exactOptional(),
  timezone: timeZone.nullable().exactOptional(),
  quietHours: quietHours.nullable().exactOptional(),
  whatsappOptedIn: z.boolean().exactOptional(),
  substitutionPreference: substitution.exactOptional(),
};

const withoutEffect = z.unknown().meta({ readOnly: true }).optional();

/** What responses say as well, so that one can be changed and sent back: without effect. */
const readOnly = {
  userId: withoutEffect,
  phoneVerified: withoutEffect,
  updatedAt: withoutEffect,
  user_id: withoutEffect,
  phone_verified: withoutEffect,
  updated_at: withoutEffect,
};

const snakeNames = {
  channels: z
    .union([
      z.array(z.enum(CHANNEL_NAMES)).max(CHANNEL_NAMES.length),
      z.partialRecord(z.enum(CHANNEL_NAMES), z.boolean()),
    ])
    .exactOptional()
    .describe('Channels to be reached over: as a list, the others are turned off; or each with `true` or `false`.'),
  email: email.nullable().exactOptional(),
  phone: telephone.nullable().exactOptional(),
  push_tokens: z
    .array(z.union([token.transform((given) => ({ token: given })), z.strictObject({ token, platform })]))
    .max(MAX_TOKENS)
    .exactOptional(),
  whatsapp_opted_in: z.boolean().exactOptional(),
  language: language.nullable().exactOptional(),
  quiet_hours: snakeQuietHours.nullable().exactOptional(),
  substitution_preference: substitution.exactOptional(),
};

const READ_ONLY: readonly string[] = Object.keys(readOnly);
const writable = { ...names, ...snakeNames };

/** `isSentBack`: the body has what only responses say, so it is one that was changed. */
export const preferencesBody = z.strictObject({ ...writable, ...readOnly }).transform((body) => {
  const said = Object.fromEntries(Object.entries(body).filter(([name]) => !READ_ONLY.includes(name)));
  return {
    ...(said as z.output<z.ZodObject<typeof writable>>),
    isSentBack: Object.entries(body).some(([name, value]) => READ_ONLY.includes(name) && value !== null),
  };
});

export const deviceParams = z.object({
  deviceId: z.string().regex(/^dev_[0-9a-f]{32}$/, 'Must be the `id` of a device'),
});

export const preferencesQuery = z.object({
  sellerId,
  /** Read or set for somebody who asked support to. */
  userId: id.exactOptional().describe('Of another person: for csr and admin.'),
});

export const phoneBody = z
  .strictObject({
    phoneNumber: telephone,
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'Must be six digits')
      .exactOptional(),
    sellerId,
  })
  .meta({ description: 'Without `code`, a code is sent to the number; with it, the number is verified.' });

export const optInBody = z.strictObject({ phoneNumber: telephone.exactOptional() });
