import { catalogOf } from '../../../i18n/catalog.ts';
import type { Order } from '../../../orders/model/order.ts';
import { progressOf, type StepState, type Tone } from '../../../workflows/progress.ts';
import type { RenderRequest } from '../../channel.ts';
import { fillHtml, fillText } from '../../liquid.ts';
import type { Notification } from '../../notification.ts';
import { subjectOf, textsOf, textValues } from '../../texts.ts';
import { mailFacts } from './mail-facts.ts';
import { ORDER_UPDATE_HTML } from './templates/order-update-html.ts';
import { ORDER_UPDATE_TEXT } from './templates/order-update-text.ts';

export type EmailMessage = { readonly subject: string; readonly html: string; readonly text: string };

const TONE_COLOURS: Readonly<Record<Tone, { readonly text: string; readonly bar: string }>> = {
  moving: { text: '#0b6e6e', bar: '#0b6e6e' },
  arrived: { text: '#1c7a3e', bar: '#1c7a3e' },
  attention: { text: '#a4500a', bar: '#d9822b' },
  ended: { text: '#3d4b59', bar: '#3d4b59' },
};
const BAR_TODO = '#dde5ea';

const stepsOf = (notification: Notification, order: Order) => {
  const { tone, steps } = progressOf(notification.facts.phase, order.fulfilmentType);
  const colours = TONE_COLOURS[tone];
  const look: Readonly<Record<StepState, { readonly bar: string; readonly text: string; readonly weight: number }>> = {
    done: { bar: colours.bar, text: '#3d4b59', weight: 400 },
    current: { bar: colours.bar, text: colours.text, weight: 700 },
    todo: { bar: BAR_TODO, text: '#5b6b7b', weight: 400 },
  };
  const labels = catalogOf(notification.locale).steps;
  return { tone, steps: steps.map(({ step, state }) => ({ label: labels[step], ...look[state] })) };
};

/** The message as it is sent. */
export const renderEmail = ({ notification, order, link }: RenderRequest): EmailMessage => {
  const { locale, facts, type } = notification;
  const { email: labels } = catalogOf(locale);
  const texts = textsOf(type, locale, facts);
  const { tone, steps } = stepsOf(notification, order);
  const values = textValues(facts);
  // One that was planned by an earlier version brings its subject.
  const subject = notification.subject ?? subjectOf(type, locale, facts);
  const name = order.customer.name?.trim();
  const model = {
    language: locale,
    subject,
    headline: fillText(texts.headline, values),
    body: fillText(texts.body, values),
    greeting: name ? fillText(labels.greeting, { name }) : labels.greetingWithoutName,
    orderNumber: facts.orderNumber,
    labels,
    facts: mailFacts(notification, order, tone),
    steps,
    tone: TONE_COLOURS[tone],
    link,
  };
  return { subject, html: fillHtml(ORDER_UPDATE_HTML, model), text: fillText(ORDER_UPDATE_TEXT, model) };
};
