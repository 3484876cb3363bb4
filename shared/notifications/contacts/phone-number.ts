/** Telephone numbers that messages can be sent to. Metadata of mobile numbers only: a landline takes no message. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';
import type { Locale } from '../../contract/locale.ts';

export interface MobileNumber {
  /** E.164. */
  readonly number: string;
  /** ISO 3166-1 alpha-2; of several that share a code, the one that the number belongs to. */
  readonly country: string;
}

/** Where somebody lives who writes their number without a country's code, by their language. */
const LIKELY_COUNTRY = { es: 'ES', en: 'GB', ro: 'RO', ru: 'RU' } as const satisfies Readonly<Record<Locale, string>>;

/**
 * The mobile number that a text means; `undefined` where it is none that exists. One without a country's code is taken
 * for a number of the country that most speakers of the language are in.
 */
export const mobileNumberOf = (written: string, language: Locale): MobileNumber | undefined => {
  const parsed = parsePhoneNumberFromString(written.replace(/^00/, '+'), LIKELY_COUNTRY[language]);
  if (!parsed?.isValid() || parsed.country === undefined) return undefined;
  return { number: parsed.number, country: parsed.country };
};
