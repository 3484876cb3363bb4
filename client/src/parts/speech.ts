import { LOCALES, type Locale } from '../../../shared/contract/locale.ts';
import type { Words } from '../../../shared/i18n/words.ts';
import { enWords } from '../../../shared/i18n/words-en.ts';
import { esWords } from '../../../shared/i18n/words-es.ts';
import { roWords } from '../../../shared/i18n/words-ro.ts';
import { ruWords } from '../../../shared/i18n/words-ru.ts';
import { PART_TEXTS } from './texts.ts';
import type { Speech } from './trees.ts';

const WORDS: Readonly<Record<Locale, Words>> = { en: enWords, es: esWords, ro: roWords, ru: ruWords };

/** Everything that is said in the first of these languages that is spoken; else in Spanish, as everywhere. */
export const speechOf = (languages: readonly string[]): Speech => {
  const spoken = (tag: string): Locale | undefined =>
    LOCALES.find((locale) => locale === tag.slice(0, 2).toLowerCase());
  const tag = languages.find((each) => spoken(each) !== undefined) ?? 'es';
  const language = spoken(tag) ?? 'es';
  return { language, dateLocale: tag, words: WORDS[language], texts: PART_TEXTS[language] };
};
