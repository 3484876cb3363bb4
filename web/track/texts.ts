import type { Words } from '../../shared/i18n/words.ts';
import type { Locale } from '../../shared/orders/model/order.ts';
import { english } from './texts-en.ts';
import { spanish } from './texts-es.ts';
import { romanian } from './texts-ro.ts';
import { russian } from './texts-ru.ts';

/** Of a link that opens nothing any more, and of the form that has another one mailed. */
export interface LinkTexts {
  readonly ended: string;
  readonly endedHint: string;
  readonly title: string;
  readonly orderNumber: string;
  readonly orderNumberHint: string;
  readonly proof: string;
  readonly proofHint: string;
  readonly send: string;
  readonly sending: string;
  /** The same whether or not there is such an order. */
  readonly accepted: string;
  readonly notUnderstood: string;
  /** With `{{ when }}`. */
  readonly tooMany: string;
  readonly failed: string;
}

export interface PageTexts extends Words {
  readonly language: Locale;
  readonly order: string;
  readonly history: string;
  readonly estimated: string;
  readonly progress: string;
  readonly unknown: string;
  readonly unknownHint: string;
  readonly failed: string;
  readonly connecting: string;
  readonly live: string;
  readonly polling: string;
  readonly link: LinkTexts;
}

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
