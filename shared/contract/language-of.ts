import type { Locale } from './locale.ts';

/** Wherever nothing says which. */
export const DEFAULT_LOCALE: Locale = 'es';

/** ISO 639-1 and 639-2 codes of the languages that have texts; `mo` is what Moldova's Romanian was once coded as. */
const BY_CODE: ReadonlyMap<string, Locale> = new Map([
  ['es', 'es'],
  ['spa', 'es'],
  ['en', 'en'],
  ['eng', 'en'],
  ['ro', 'ro'],
  ['ron', 'ro'],
  ['rum', 'ro'],
  ['mo', 'ro'],
  ['mol', 'ro'],
  ['ru', 'ru'],
  ['rus', 'ru'],
]);
/** Between the tags of a list, and before a weight or an encoding: `fr-FR, en;q=0.8`, `en_US.UTF-8`. */
const BETWEEN_TAGS = /[,;\s]+/;

/**
 * The language that a tag means, in any case, with hyphens or underscores (`es-ES`, `en_US`, `RO`, `es-419`); of a list
 * the first that has texts. `undefined` where none has.
 */
export const languageOf = (tag: string): Locale | undefined =>
  tag
    .toLowerCase()
    .split(BETWEEN_TAGS)
    .map((one) => BY_CODE.get(one.split(/[-_.@]/)[0] ?? ''))
    .find((language) => language !== undefined);
