import type { Locale } from '../../shared/contract/locale.ts';
import { escaped } from '../escaped.ts';
import { HOME_STYLE } from './style.ts';

/** A page in the looks of the first one. @param main Markup. */
export const pageDocument = (locale: Locale, title: string, main: string): string =>
  `<!doctype html><html lang="${locale}"><head><meta charset="utf-8">` +
  '<meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark">' +
  `<title>${escaped(title)} – wismo</title><link rel="icon" href="data:,"><style>${HOME_STYLE}</style></head>` +
  `<body><header><a class="logo" href="/">wismo</a></header><main>${main}</main></body></html>`;
