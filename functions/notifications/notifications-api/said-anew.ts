/** What a body says that the settings do not say already: a form sends back everything that it was given. */
import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod';
import { ProblemError } from '../../../shared/contract/problem.ts';
import type { preferencesBody } from '../../../shared/contract/schemas/preferences.ts';
import type { PersonSettings } from '../../../shared/notifications/preferences/preferences.ts';
import { preferencesResponseOf } from '../responses/preferences.ts';

export type PreferencesBody = z.output<typeof preferencesBody>;

/** Two names of one thing. */
const SYNONYMS = [
  ['languagePreference', 'language'],
  ['phoneNumber', 'phone'],
  ['whatsappOptedIn', 'whatsapp_opted_in'],
  ['substitutionPreference', 'substitution_preference'],
  ['quietHours', 'quiet_hours'],
] as const;

type Said = Readonly<Record<string, unknown>>;

const allowing = (hours: unknown): unknown => {
  if (typeof hours !== 'object' || hours === null || !('allow_urgent' in hours)) return hours;
  const { allow_urgent: allowUrgent, ...times } = hours;
  return { ...times, allowUrgent };
};

/** Lists of channels and tokens say the same in any order; a token with a platform says more than a response does. */
const comparable = (value: unknown): unknown => {
  if (!Array.isArray(value)) return allowing(value);
  const isBare = (one: unknown): boolean => typeof one === 'object' && one !== null && !('platform' in one);
  return value.map((one) => (isBare(one) ? one.token : one)).toSorted();
};

const isSame = (a: unknown, b: unknown): boolean => isDeepStrictEqual(comparable(a), comparable(b));

const without = (said: Said, names: readonly string[]): Said =>
  Object.fromEntries(Object.entries(said).filter(([name]) => !names.includes(name)));

/** @throws 422 where a body says two things of one. */
const oneOfEach = (said: Said, shown: Said): Said => {
  const needless = SYNONYMS.flatMap(([name, synonym]) => {
    const [first, second] = [said[name], said[synonym]];
    if (first === undefined || second === undefined || isSame(first, second)) return [];
    if (isSame(first, shown[name])) return [name];
    if (isSame(second, shown[synonym])) return [synonym];
    throw new ProblemError('VALIDATION_FAILED', undefined, {
      errors: [{ path: synonym, message: `Says something else than ${name}` }],
    });
  });
  return without(said, needless);
};

/**
 * The body without what is as it was: all such members of a response that was changed and sent back, and else one of two
 * names that say different things.
 *
 * @throws 422 where a body says two things of one.
 */
export const saidAnew = ({ isSentBack, ...body }: PreferencesBody, settings: PersonSettings): PreferencesBody => {
  const shown: Said = preferencesResponseOf(settings, null, true);
  const asBefore = isSentBack ? Object.keys(body).filter((name) => isSame((body as Said)[name], shown[name])) : [];
  return { ...(oneOfEach(without(body, asBefore), shown) as typeof body), isSentBack };
};
