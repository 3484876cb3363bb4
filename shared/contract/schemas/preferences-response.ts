import * as z from 'zod';
import { NOTIFICATION_TYPES } from '../../workflows/workflow.ts';
import { DEVICE_PLATFORMS } from '../channel-descriptor.ts';
import { CHANNELS } from '../channel-registry.ts';
import { LOCALES } from '../locale.ts';
import { typesFieldOf } from './preferences.ts';

const types = z.record(z.enum(NOTIFICATION_TYPES), z.boolean());

const quietHours = z.object({ start: z.string(), end: z.string(), allowUrgent: z.boolean() });

/** Everything, with the defaults where nothing was chosen. */
export const preferences = z.object({
  userId: z.string().nullable().describe('`null` for a shop and for the holder of a link'),
  ...Object.fromEntries(CHANNELS.map(({ id }) => [typesFieldOf(id), types])),
  phoneNumber: z.string().nullable(),
  phoneVerified: z.boolean(),
  whatsappOptedIn: z.boolean(),
  languagePreference: z.enum(LOCALES).nullable().describe('`null`: the language of each order'),
  timezone: z.string(),
  quietHours,
  substitutionPreference: z.enum(['accept', 'refund', 'ask']),
  updatedAt: z.string().nullable(),
  user_id: z.string().nullable().optional(),
  channels: z.array(z.string()).optional(),
  email: z.string().nullable().optional(),
  phone: z.string().nullable().optional(),
  phone_verified: z.boolean().optional(),
  push_tokens: z.array(z.string()).optional(),
  whatsapp_opted_in: z.boolean().optional(),
  language: z.enum(LOCALES).nullable().optional(),
  quiet_hours: z.object({ start: z.string(), end: z.string(), allow_urgent: z.boolean() }).optional(),
  substitution_preference: z.enum(['accept', 'refund', 'ask']).optional(),
  updated_at: z.string().nullable().optional(),
});

export const codeSent = z.object({ expiresAt: z.string() });
export const phoneVerified = z.object({ phoneVerified: z.literal(true) });
export const whatsappConsent = z.object({ whatsappOptedIn: z.boolean() });
export const subscriptionKey = z.object({ publicKey: z.string() });
export const registeredDevice = z.object({ success: z.literal(true), registered: z.boolean() });

const DEVICE_ID =
  '`dev_` and the first 32 hexadecimal digits of the SHA-256 of the token. Of a browser, the token is the JSON of ' +
  '`{endpoint, keys: {p256dh, auth}}` in this sequence, without spaces.';

export const deviceList = z.object({
  devices: z.array(
    z.object({
      id: z.string().describe(DEVICE_ID),
      kind: z.enum(['browser', 'app']),
      platform: z.enum(DEVICE_PLATFORMS),
      name: z.string().nullable(),
      createdAt: z.string(),
      lastUsedAt: z.string().describe('When it was registered last: applications do so whenever somebody signs in.'),
    }),
  ),
});
