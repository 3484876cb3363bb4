import type { Locale } from '../../shared/contract/locale.ts';
import { acceptedLanguage } from '../../shared/i18n/negotiate.ts';
import type { ApiResponse } from './output.ts';

type Headers = Readonly<Record<string, string>>;

/** A page with the policy of what it may load, run and send. */
export const page = (text: string, policy: string, headers: Headers): ApiResponse => ({
  status: 200,
  text,
  contentType: 'text/html; charset=utf-8',
  headers: { ...headers, 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
});

/** A page in the language that the reader asks for, of those that we speak, else in English. */
export const spokenPage = (
  asked: Readonly<Record<string, string | undefined>>,
  policy: string,
  textOf: (locale: Locale) => string,
): ApiResponse => {
  const locale = acceptedLanguage(asked['accept-language']) ?? 'en';
  const headers = { 'Cache-Control': 'no-cache', 'Content-Language': locale, Vary: 'Accept, Accept-Language' };
  return page(textOf(locale), policy, headers);
};
