import type { Locale } from '../../../shared/contract/locale.ts';

/** Texts of one part of the app in every language: one that is missing does not compile. */
export const defineTexts = <const Key extends string>(
  texts: Readonly<Record<Locale, Readonly<Record<Key, string>>>>,
): Readonly<Record<Locale, Readonly<Record<Key, string>>>> => texts;

export type KeyOf<Texts> =
  Texts extends Readonly<Record<Locale, Readonly<Record<infer Key extends string, string>>>> ? Key : never;
