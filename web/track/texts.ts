import type { Locale } from '../../shared/contract/locale.ts';
import { english } from './texts-en.ts';
import { spanish } from './texts-es.ts';
import { romanian } from './texts-ro.ts';
import { russian } from './texts-ru.ts';
import type { PageTexts } from './texts-shape.ts';

/** The page has no second request: it carries every language, and is still a few kilobytes. */
export const TEXTS: Readonly<Record<Locale, PageTexts>> = { en: english, es: spanish, ro: romanian, ru: russian };

/** `es` of `es-MX`. */
const primaryOf = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';

/** The first of the reader's languages that we speak, else English. */
export const textsFor = (tags: readonly string[]): PageTexts => {
  for (const tag of tags) {
    const spoken = Object.values(TEXTS).find(({ language }) => language === primaryOf(tag));
    if (spoken) return spoken;
  }
  return english;
};

/** The reader's own kind of the texts' language, for dates. */
export const dateLocaleFor = (tags: readonly string[], { language }: PageTexts): string =>
  tags.find((tag) => primaryOf(tag) === language) ?? language;
