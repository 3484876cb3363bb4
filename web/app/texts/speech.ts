import { PART_TEXTS } from '../../../client/src/parts/texts.ts';
import type { Speech } from '../../../client/src/parts/trees.ts';
import { dateLocale } from '../parts/moments.ts';
import { language } from './language.ts';
import { words } from './words.ts';

/** What the published parts say, in the language that is chosen; its words are loaded before the first page. */
export const speech = (): Speech => {
  if (!words.value) throw new Error('The words are not loaded');
  return { language: language(), dateLocale: dateLocale(), words: words.value, texts: PART_TEXTS[language()] };
};
