import { createI18n } from 'vue-i18n';
import { LOCALES, type Locale } from '../../../shared/contract/locale.ts';
import type { Words } from '../../../shared/i18n/words.ts';
import { speakToApiIn } from '../session/api.ts';
import { coreTexts } from './core.ts';
import { words } from './words.ts';

const STORED = 'wismo-language';

export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = {
  en: 'English',
  es: 'Español',
  ro: 'Română',
  ru: 'Русский',
};

const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text);

const preferred = (): Locale => {
  const asked = [localStorage.getItem(STORED) ?? '', ...navigator.languages].map((tag) =>
    tag.slice(0, 2).toLowerCase(),
  );
  return asked.find(isLocale) ?? 'es';
};

export const i18n = createI18n({
  legacy: false,
  locale: preferred(),
  fallbackLocale: 'en',
  messages: coreTexts,
  // Keys are names with dots in them, not paths.
  messageResolver: (messages, key) => (messages as Readonly<Record<string, string>>)[key] ?? null,
});

const WORDS: Readonly<Record<Locale, () => Promise<Words>>> = {
  en: async () => (await import('../../../shared/i18n/words-en.ts')).enWords,
  es: async () => (await import('../../../shared/i18n/words-es.ts')).esWords,
  ro: async () => (await import('../../../shared/i18n/words-ro.ts')).roWords,
  ru: async () => (await import('../../../shared/i18n/words-ru.ts')).ruWords,
};

export const language = (): Locale => i18n.global.locale.value as Locale;

/** Loads the words of tracking in this language, and has everything speak it. */
export const speak = async (locale: Locale): Promise<void> => {
  words.value = await WORDS[locale]();
  i18n.global.locale.value = locale;
  document.documentElement.lang = locale;
  speakToApiIn(locale);
};

export const chooseLanguage = async (locale: Locale): Promise<void> => {
  localStorage.setItem(STORED, locale);
  await speak(locale);
};

/** Adds the texts of an area, when it is loaded. */
export const addTexts = (texts: Readonly<Record<Locale, Readonly<Record<string, string>>>>): void => {
  for (const locale of LOCALES) i18n.global.mergeLocaleMessage(locale, texts[locale]);
};
