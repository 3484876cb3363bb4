import type { Locale } from '../../shared/contract/locale.ts';
import type { ShopFace } from '../../shared/shops/shop.ts';
import { escaped } from '../escaped.ts';
import { contactUrl } from './contact-url.ts';
import type { Facts, ShownDay, ShownEntry, ShownStep } from './facts.ts';
import { LANGUAGE_NAMES } from './language-names.ts';
import { ADDRESS_FIELD } from './request-link.ts';
import type { PageTexts } from './texts-shape.ts';

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(String(value))}"`))
    .join('');

/** An element with markup in it. */
const element = (name: string, attributes: Attributes, inner: string): string =>
  `<${name}${attributesOf(attributes)}>${inner}</${name}>`;

/** A line of text that is hidden while it says nothing: the script finds it by its id. */
const line = (name: string, id: string, className: string, text: string | undefined): string =>
  element(name, { class: className, id, hidden: text === undefined }, escaped(text ?? ''));

const logo = (shop: ShopFace | undefined): string =>
  `<img${attributesOf({ id: 'shop-logo', alt: '', src: shop?.logoUrl ?? undefined, hidden: (shop?.logoUrl ?? null) === null })} />`;

const top = (shop: ShopFace | undefined): string =>
  element(
    'header',
    { class: 'top' },
    element(
      'span',
      { class: 'logo' },
      `${logo(shop)}${element('span', { id: 'shop-name' }, escaped(shop?.storeName ?? 'wismo'))}`,
    ) + element('span', { class: 'connection', id: 'connection', 'data-connection': 'connecting', hidden: true }, ''),
  );

const stepOf = ({ text, state }: ShownStep): string =>
  element('li', { 'data-state': state, 'aria-current': state === 'current' ? 'step' : undefined }, escaped(text));

const support = (shop: ShopFace | undefined, texts: PageTexts): string => {
  const contact = shop?.supportContact ?? undefined;
  const link = contact === undefined ? '' : element('a', { href: contactUrl(contact) }, escaped(contact));
  return element(
    'p',
    { class: 'hint', id: 'support', hidden: contact === undefined, 'data-contact': contact },
    contact === undefined ? '' : `${escaped(texts.support)} ${link}`,
  );
};

const field = (id: string, label: string, hint: string, attributes: Attributes): string =>
  element('label', { for: id }, escaped(label)) +
  `<input${attributesOf({ id, ...attributes, required: true, spellcheck: 'false', 'aria-describedby': `${id}-hint` })} />` +
  element('p', { class: 'field-hint', id: `${id}-hint` }, escaped(hint));

/** For who has no script: the browser shows what the service returns. With one, the form below is there. */
const plainLinkForm = ({ link }: PageTexts): string => {
  const number = { name: 'number', minlength: '4', maxlength: '2048', autocomplete: 'off' };
  const address = { ...ADDRESS_FIELD, maxlength: '254' };
  const fields =
    field('plain-number', link.orderNumber, link.orderNumberHint, number) +
    field('plain-address', link.address, link.addressHint, address) +
    element('button', { type: 'submit' }, escaped(link.send));
  return element(
    'noscript',
    {},
    element(
      'section',
      { class: 'card' },
      element('h2', {}, escaped(link.title)) +
        element('form', { class: 'form', action: '/api/orders/track', method: 'get' }, fields),
    ),
  );
};

const status = (facts: Facts, texts: PageTexts): string =>
  element(
    'section',
    { class: 'card', id: 'status-card', 'aria-live': 'polite' },
    [
      line('p', 'reference', 'reference', facts.reference),
      element('h1', { id: 'headline', 'data-tone': facts.tone, 'data-status': facts.status }, escaped(facts.headline)),
      line('p', 'estimate', 'estimate', facts.estimate),
      line('p', 'parcels', 'estimate', facts.parcels),
      element(
        'ol',
        {
          class: 'steps',
          id: 'steps',
          'data-tone': facts.tone,
          'aria-label': texts.progress,
          hidden: facts.steps.length === 0,
        },
        facts.steps.map(stepOf).join(''),
      ),
      line('p', 'next', 'hint', facts.next),
      line('p', 'driver', 'hint', undefined),
      line('p', 'hint', 'hint', facts.hint),
      support(facts.shop, texts),
      facts.isEnded ? '' : element('noscript', {}, element('p', { class: 'hint' }, escaped(texts.withoutScript))),
    ].join(''),
  ) + (facts.isEnded ? plainLinkForm(texts) : '');

const whereOf = ({ where, mapUrl }: ShownEntry, texts: PageTexts): string => {
  const place = where === undefined ? '' : ` · ${escaped(where)}`;
  if (mapUrl === undefined) return place;
  return `${place} · ${element('a', { href: mapUrl, rel: 'noreferrer', target: '_blank' }, escaped(texts.map))}`;
};

const entryOf = (entry: ShownEntry, texts: PageTexts): string =>
  element(
    'li',
    {},
    element('span', { class: 'what' }, escaped(entry.what)) +
      element(
        'span',
        { class: 'where' },
        element('time', { datetime: entry.at }, escaped(entry.when)) + whereOf(entry, texts),
      ),
  );

const dayOf = ({ day, entries }: ShownDay, texts: PageTexts): string =>
  element('h3', { class: 'day' }, escaped(day)) +
  element('ol', { class: 'history' }, entries.map((entry) => entryOf(entry, texts)).join(''));

const history = ({ days }: Facts, texts: PageTexts): string =>
  element(
    'section',
    { class: 'card', id: 'history-card', 'aria-labelledby': 'history-title', hidden: days.length === 0 },
    element('h2', { id: 'history-title' }, escaped(texts.history)) +
      element('div', { id: 'history' }, days.map((day) => dayOf(day, texts)).join('')),
  );

/** Links to the page at this address in each language: what else the address says, a guest's token too, stays. */
const languages = (texts: PageTexts, query: Readonly<Record<string, string>>): string =>
  element(
    'nav',
    { class: 'languages', id: 'languages', 'aria-label': texts.languages },
    (Object.keys(LANGUAGE_NAMES) as readonly Locale[])
      .map((language) =>
        element(
          'a',
          {
            href: `?${new URLSearchParams({ ...query, lang: language })}`,
            lang: language,
            'aria-current': language === texts.language ? 'true' : undefined,
          },
          LANGUAGE_NAMES[language],
        ),
      )
      .join(''),
  );

export interface Markup {
  readonly top: string;
  readonly status: string;
  readonly history: string;
}

/** The parts of the document that depend on what is known, as markup. */
export const markupOf = (facts: Facts, texts: PageTexts, query: Readonly<Record<string, string>>): Markup => ({
  top: top(facts.shop),
  status: status(facts, texts),
  history:
    history(facts, texts) +
    element('p', { class: 'hint yours' }, element('a', { href: '/', id: 'yours' }, escaped(texts.yours))) +
    languages(texts, query),
});
