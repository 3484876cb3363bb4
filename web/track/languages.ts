/// <reference lib="dom" />
import type { Locale } from '../../shared/contract/locale.ts';
import { byId, make } from './elements.ts';
import type { PageTexts } from './texts-shape.ts';

/** Each by its own name. */
const NAMES: Readonly<Record<Locale, string>> = { en: 'English', es: 'Español', ro: 'Română', ru: 'Русский' };

const linkTo = (language: Locale, address: string, isCurrent: boolean): HTMLElement => {
  const link = make('a', '', NAMES[language]);
  const url = new URL(address);
  url.searchParams.set('lang', language);
  link.setAttribute('href', url.href);
  link.lang = language;
  if (isCurrent) link.setAttribute('aria-current', 'true');
  return link;
};

/** Links to the page at `address` in each language: what else the address says, a guest's token too, stays. */
export const showLanguages = ({ language, languages }: PageTexts, address: string): void => {
  const navigation = byId('languages');
  navigation.setAttribute('aria-label', languages);
  const all = Object.keys(NAMES) as readonly Locale[];
  navigation.replaceChildren(...all.map((one) => linkTo(one, address, one === language)));
};
