import type * as z from 'zod';
import { CHANNELS } from '../../../shared/contract/channel-registry.ts';
import { typesFieldOf } from '../../../shared/contract/schemas/preferences.ts';
import type { preferences as preferencesResponse } from '../../../shared/contract/schemas/preferences-response.ts';
import {
  DEFAULT_QUIET_HOURS,
  DEFAULT_TIME_ZONE,
  type PersonSettings,
  wishOf,
} from '../../../shared/notifications/preferences/preferences.ts';
import { NOTIFICATION_TYPES } from '../../../shared/workflows/workflow.ts';

type Body = z.input<typeof preferencesResponse>;

const typesOf = (channel: (typeof CHANNELS)[number], { preferences }: PersonSettings): Record<string, boolean> =>
  Object.fromEntries(NOTIFICATION_TYPES.map((type) => [type, wishOf(type, channel, preferences) === 'wanted']));

const isReached = (channel: (typeof CHANNELS)[number], settings: PersonSettings): boolean =>
  Object.values(typesOf(channel, settings)).includes(true);

/** Everything, with the defaults where nothing was chosen. */
const camelCase = (settings: PersonSettings, userId: string | null) => {
  const { preferences } = settings;
  return {
    userId,
    ...Object.fromEntries(CHANNELS.map((channel) => [typesFieldOf(channel.id), typesOf(channel, settings)])),
    phoneNumber: preferences?.phoneNumber ?? null,
    phoneVerified: preferences?.phoneVerifiedAt !== undefined,
    whatsappOptedIn: preferences?.whatsapp?.isOptedIn ?? false,
    languagePreference: preferences?.language ?? null,
    timezone: preferences?.timezone ?? DEFAULT_TIME_ZONE,
    quietHours: {
      ...(preferences?.quietHours ?? DEFAULT_QUIET_HOURS),
      allowUrgent: preferences?.urgentInQuietHours ?? false,
    },
    substitutionPreference: preferences?.substitutionPreference ?? ('ask' as const),
    updatedAt: preferences?.updatedAt ?? null,
  };
};

/** @param isStore Under the store's names as well. */
export const preferencesResponseOf = (settings: PersonSettings, userId: string | null, isStore: boolean): Body => {
  const body = camelCase(settings, userId);
  if (!isStore) return body;
  const { allowUrgent, ...hours } = body.quietHours;
  return {
    ...body,
    user_id: userId,
    channels: CHANNELS.filter((channel) => isReached(channel, settings)).map(({ id }) => id),
    email: settings.preferences?.email ?? null,
    phone: body.phoneNumber,
    phone_verified: body.phoneVerified,
    push_tokens: settings.devices.map(({ token }) => token),
    whatsapp_opted_in: body.whatsappOptedIn,
    language: body.languagePreference,
    quiet_hours: { ...hours, allow_urgent: allowUrgent },
    substitution_preference: body.substitutionPreference,
    updated_at: body.updatedAt,
  };
};
