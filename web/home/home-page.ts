/** The first page: two forms that need no script, and nothing from elsewhere. */
import { createHash } from 'node:crypto';
import type { Locale } from '../../shared/contract/locale.ts';
import { escaped } from '../escaped.ts';
import { pageDocument } from './page-document.ts';
import { HOME_STYLE } from './style.ts';
import { HOME_TEXTS, type HomeTexts } from './texts.ts';

/** The control page is there on one machine only, which is where its reader sits. */
const SCRIPT =
  "if(/^(localhost|127\\.0\\.0\\.1|\\[::1\\])$/.test(location.hostname))document.getElementById('control').hidden=false";

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Forms go to this origin, and nowhere else. */
export const HOME_PAGE_POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT)}`,
  `style-src ${hashOf(HOME_STYLE)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const field = (id: string, label: string, hint: string, attributes: string): string =>
  `<label for="${id}">${escaped(label)}</label>` +
  `<input id="${id}" ${attributes} required spellcheck="false" aria-describedby="${id}-hint">` +
  `<p class="hint" id="${id}-hint">${escaped(hint)}</p>`;

const submit = (text: string): string => `<button type="submit">${escaped(text)}</button>`;

const parcelForm = (texts: HomeTexts): string =>
  `<form action="/track" method="get"><h1>${escaped(texts.title)}</h1>` +
  field('parcel', texts.parcel, texts.parcelHint, 'name="number" minlength="4" maxlength="2048" autocomplete="off"') +
  `${submit(texts.follow)}</form>`;

const orderForm = (texts: HomeTexts, orderNumber: string): string => {
  const number = `name="number" value="${escaped(orderNumber)}" minlength="4" maxlength="2048" autocomplete="off"`;
  return (
    `<form action="/api/orders/track" method="get"><h2>${escaped(texts.order)}</h2>` +
    `<p>${escaped(texts.orderIntroduction)}</p>` +
    field('order', texts.orderNumber, texts.orderNumberHint, number) +
    field('email', texts.email, texts.emailHint, 'name="email" type="email" maxlength="254" autocomplete="email"') +
    `${submit(texts.send)}</form>`
  );
};

const links = (texts: HomeTexts): string =>
  `<nav aria-label="${escaped(texts.links)}"><a href="/docs">${escaped(texts.documentation)}</a>` +
  `<a id="control" href="/_local" hidden>${escaped(texts.control)}</a></nav><script>${SCRIPT}</script>`;

/** @param orderNumber Stands in the form for a link already. */
export const homePage = (locale: Locale, orderNumber = ''): string => {
  const texts = HOME_TEXTS[locale];
  return pageDocument(locale, texts.title, parcelForm(texts) + orderForm(texts, orderNumber) + links(texts));
};

/** What follows the form for a link: the same for every number. */
export const linkRequestedPage = (locale: Locale): string => {
  const texts = HOME_TEXTS[locale];
  const message = `<h1>${escaped(texts.requested)}</h1><p role="status">${escaped(texts.requestedHint)}</p>`;
  return pageDocument(
    locale,
    texts.requested,
    `<section>${message}<p><a href="/">${escaped(texts.back)}</a></p></section>`,
  );
};
