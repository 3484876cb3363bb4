export type Locale = 'es' | 'en' | 'ro' | 'ru';
