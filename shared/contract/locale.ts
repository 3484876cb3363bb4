/** The languages that there are texts in. */
export const LOCALES = ['en', 'es', 'ro', 'ru'] as const;

export type Locale = (typeof LOCALES)[number];
