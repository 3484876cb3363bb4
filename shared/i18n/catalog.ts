import type { Locale } from '../contract/locale.ts';
import type { Catalog } from './catalog-shape.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { ro } from './ro.ts';
import { ru } from './ru.ts';

/** Every language that an order may ask for; one without a catalog does not compile. */
const CATALOGS: Readonly<Record<Locale, Catalog>> = { en, es, ro, ru };

const TAGS: Readonly<Record<Locale, string>> = { en: 'en-GB', es: 'es-ES', ro: 'ro-RO', ru: 'ru-RU' };

export const catalogOf = (locale: Locale): Catalog => CATALOGS[locale];

/** BCP 47 tag for `Intl`: dates must speak the language that the text beside them speaks. */
export const languageTagOf = (locale: Locale): string => TAGS[locale];
