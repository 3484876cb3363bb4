/** For a person at an address where there is nothing: mistyped, or of an old message. */
import { createHash } from 'node:crypto';
import type { Locale } from '../../shared/contract/locale.ts';
import { escaped } from '../escaped.ts';
import { pageDocument } from './page-document.ts';
import { HOME_STYLE } from './style.ts';

export const MISSING_TEXTS: Readonly<
  Record<Locale, { readonly title: string; readonly hint: string; readonly back: string }>
> = {
  en: {
    title: 'There is no such page',
    hint: 'The address may be mistyped, or the link may be from an old message.',
    back: 'To the home page',
  },
  es: {
    title: 'Esta página no existe',
    hint: 'Puede que la dirección tenga un error o que el enlace sea de un mensaje antiguo.',
    back: 'Ir al inicio',
  },
  ro: {
    title: 'Această pagină nu există',
    hint: 'Poate că adresa este scrisă greșit sau linkul este dintr-un mesaj vechi.',
    back: 'La pagina de start',
  },
  ru: {
    title: 'Такой страницы нет',
    hint: 'Возможно, в адресе ошибка или ссылка из старого сообщения.',
    back: 'На главную страницу',
  },
};

export const missingPage = (locale: Locale): string => {
  const { title, hint, back } = MISSING_TEXTS[locale];
  return pageDocument(
    locale,
    title,
    `<section><h1>${escaped(title)}</h1><p>${escaped(hint)}</p><p><a href="/">${escaped(back)}</a></p></section>`,
  );
};

export const missingPagePolicy = (): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(HOME_STYLE).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
