import { CHANNEL_NAMES, CHANNELS } from '../../../shared/contract/channel-registry.ts';
import { DEFAULT_LOCALE } from '../../../shared/contract/language-of.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import { ProblemError } from '../../../shared/contract/problem.ts';
import { typesFieldOf } from '../../../shared/contract/schemas/preferences.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { mobileNumberOf } from '../../../shared/notifications/contacts/phone-number.ts';
import type { PreferenceInput } from '../../../shared/notifications/preferences/change-preferences.ts';
import type { PersonSettings, TypeChoices } from '../../../shared/notifications/preferences/preferences.ts';
import { type PreferencesBody as Body, saidAnew } from './said-anew.ts';

const E164 = /^\+[1-9]\d{6,14}$/;
const SEPARATORS = /[\s().-]/g;

const INVALID_PHONE = 'Must be a telephone number with its country code, such as +34 600 111 222';

/** A number that nobody is reached at before it is verified: its form is enough. @throws 422 */
const phoneOf = (written: string, language: Locale, path: string): string => {
  const plain = written.replace(SEPARATORS, '').replace(/^00/, '+');
  const number = mobileNumberOf(written, language)?.number ?? (E164.test(plain) ? plain : undefined);
  if (number !== undefined) return number;
  throw new ProblemError('VALIDATION_FAILED', undefined, { errors: [{ path, message: INVALID_PHONE }] });
};

const typesIn = (body: Readonly<Record<string, unknown>>): PreferenceInput['types'] => {
  const said = CHANNEL_NAMES.flatMap((id) => {
    const types = body[typesFieldOf(id)];
    return types === undefined ? [] : [[id, types as TypeChoices] as const];
  });
  return said.length === 0 ? undefined : Object.fromEntries(said);
};

/** A list names the channels that are on; the others are off. The inbox rings nowhere: a list that omits it leaves it. */
const channelsIn = ({ channels }: Body): PreferenceInput['channels'] => {
  if (!Array.isArray(channels)) return channels && definedFields(channels);
  const inboxes = CHANNELS.filter(({ isInbox }) => isInbox).map(({ id }) => id);
  const named = CHANNEL_NAMES.filter((id) => channels.includes(id) || !inboxes.some((inbox) => inbox === id));
  return Object.fromEntries(named.map((id) => [id, channels.includes(id)]));
};

const quietHoursIn = ({
  quietHours,
  quiet_hours: snake,
}: Body): Pick<PreferenceInput, 'quietHours' | 'urgentInQuietHours'> => {
  const said = quietHours === undefined ? snake && { ...snake, allowUrgent: snake.allow_urgent } : quietHours;
  if (quietHours === null || (quietHours === undefined && snake === null)) return { quietHours: null };
  if (said === undefined || said === null) return {};
  const { start, end, allowUrgent } = said;
  return { quietHours: { start, end }, ...definedFields({ urgentInQuietHours: allowUrgent }) };
};

/** What a request says, under whichever names. @throws 422 on a telephone number that is none, and on contradictions. */
export const preferenceInputOf = (whole: Body, settings: PersonSettings): PreferenceInput => {
  const body = saidAnew(whole, settings);
  const known = settings.preferences?.language;
  const language = body.languagePreference === undefined ? body.language : body.languagePreference;
  const [path, written] = body.phoneNumber === undefined ? ['phone', body.phone] : ['phoneNumber', body.phoneNumber];
  const phoneNumber = written && phoneOf(written, language ?? known ?? DEFAULT_LOCALE, path as string);
  return {
    ...definedFields({
      types: typesIn(body),
      channels: channelsIn(body),
      language,
      timezone: body.timezone,
      phoneNumber,
      email: body.email,
      whatsappOptedIn: body.whatsappOptedIn ?? body.whatsapp_opted_in,
      substitutionPreference: body.substitutionPreference ?? body.substitution_preference,
      devices: body.push_tokens,
    }),
    ...quietHoursIn(body),
  };
};
