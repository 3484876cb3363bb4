import { LOCALES, type Locale } from '../contract/locale.ts';

/** RFC 9110, 12.4.2: from 0 to 1 with at most three digits. */
const WEIGHT = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/;

interface Wish {
  readonly language: Locale;
  readonly weight: number;
}

/** One part of the header; nothing for one that cannot be read, is refused (a weight of 0) or that nobody here speaks. */
const wishOf = (part: string): readonly Wish[] => {
  const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  const language = LOCALES.find((known) => range === known || range.startsWith(`${known}-`));
  return language && WEIGHT.test(weight) && Number(weight) > 0 ? [{ language, weight: Number(weight) }] : [];
};

/**
 * The language to respond in, of those that have texts: the one that `Accept-Language` weighs most, and the first of
 * several that weigh the same (RFC 9110, 12.5.4). Nothing where it names none of them.
 */
export const acceptedLanguage = (header: string | undefined): Locale | undefined =>
  (header ?? '')
    .split(',')
    .flatMap(wishOf)
    .toSorted((a, b) => b.weight - a.weight)[0]?.language;
