import { catalogOf } from '../../../i18n/catalog.ts';
import type { Order } from '../../../orders/model/order.ts';
import { progressOf, type StepState, type Tone } from '../../../workflows/progress.ts';
import type { RenderRequest } from '../../channel.ts';
import { fillHtml, fillText } from '../../liquid.ts';
import type { Notification } from '../../notification.ts';
import { subjectOf, textsOf, textValues } from '../../texts.ts';
import { type Brand, brandOf } from './brand.ts';
import { mailFacts, supportFacts } from './mail-facts.ts';
import { ORDER_UPDATE_HTML } from './templates/order-update-html.ts';
import { ORDER_UPDATE_TEXT } from './templates/order-update-text.ts';

export type EmailMessage = { readonly subject: string; readonly html: string; readonly text: string };

type ToneColours = Readonly<Record<Tone, { readonly text: string; readonly bar: string }>>;

const toneColours = ({ accent }: Brand): ToneColours => ({
  moving: { text: accent, bar: accent },
  arrived: { text: '#1c7a3e', bar: '#1c7a3e' },
  attention: { text: '#a4500a', bar: '#d9822b' },
  ended: { text: '#3d4b59', bar: '#3d4b59' },
});
const BAR_TODO = '#dde5ea';

const stepsOf = (notification: Notification, order: Order, brand: Brand) => {
  const { tone, steps } = progressOf(notification.facts.phase, order.fulfilmentType);
  const colours = toneColours(brand)[tone];
  const look: Readonly<Record<StepState, { readonly bar: string; readonly text: string; readonly weight: number }>> = {
    done: { bar: colours.bar, text: '#3d4b59', weight: 400 },
    current: { bar: colours.bar, text: colours.text, weight: 700 },
    todo: { bar: BAR_TODO, text: '#5b6b7b', weight: 400 },
  };
  const labels = catalogOf(notification.locale).steps;
  return { tone, colours, steps: steps.map(({ step, state }) => ({ label: labels[step], ...look[state] })) };
};

const greetingOf = ({ audience, locale }: Notification, { customer }: Order, brand: Brand): string => {
  const { email: labels } = catalogOf(locale);
  const shopName = brand.isShop ? brand.name : undefined;
  const name = audience === 'seller' ? shopName : customer.name?.trim();
  return name ? fillText(labels.greeting, { name }) : labels.greetingWithoutName;
};

/** The message as it is sent. */
export const renderEmail = ({ notification, order, shop, link }: RenderRequest): EmailMessage => {
  const { locale, facts, type, audience } = notification;
  const { email: labels } = catalogOf(locale);
  const texts = textsOf(type, locale, facts);
  const brand = brandOf(order, shop);
  const { tone, colours, steps } = stepsOf(notification, order, brand);
  const values = textValues(facts);
  // One that was planned by an earlier version brings its subject.
  const subject = notification.subject ?? subjectOf(type, locale, facts);
  const isForShop = audience === 'seller';
  const model = {
    language: locale,
    subject,
    headline: fillText(texts.headline, values),
    body: fillText(texts.body, values),
    greeting: greetingOf(notification, order, brand),
    orderNumber: facts.orderNumber,
    labels,
    brand,
    facts: [...mailFacts(notification, order, tone), ...supportFacts(notification, shop)],
    steps,
    tone: colours,
    link,
    button: isForShop ? labels.shopButton : labels.button,
    footer: isForShop ? labels.shopFooter : labels.footer,
  };
  return { subject, html: fillHtml(ORDER_UPDATE_HTML, model), text: fillText(ORDER_UPDATE_TEXT, model) };
};
