import { catalogOf } from '../../../i18n/catalog.ts';
import type { Catalog } from '../../../i18n/catalog-shape.ts';
import type { Order } from '../../../orders/model/order.ts';
import { pathOf, progressOf, type StepState, type Tone } from '../../../workflows/progress.ts';
import { type Brand, brandOf } from '../../brand.ts';
import type { RenderRequest } from '../../channel.ts';
import { fillHtml, fillText } from '../../liquid.ts';
import type { Notification } from '../../notification.ts';
import { oneLine, renderTexts } from '../../templates/render-texts.ts';
import { emailTemplate } from './built-in.ts';
import { listsItems, pictureItems } from './item-facts.ts';
import { mailFacts, supportFacts } from './mail-facts.ts';
import { MAIL_PICTURE_SIZE, pictureUrl, signOf } from './picture-names.ts';
import { asPlainText, withStyles } from './slot.ts';
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
  const { tone, steps } = progressOf(notification.facts.phase, pathOf(order));
  const colours = toneColours(brand)[tone];
  const look: Readonly<Record<StepState, { readonly bar: string; readonly text: string; readonly weight: number }>> = {
    done: { bar: colours.bar, text: '#3d4b59', weight: 400 },
    current: { bar: colours.bar, text: colours.text, weight: 700 },
    todo: { bar: BAR_TODO, text: '#5b6b7b', weight: 400 },
  };
  const labels = catalogOf(notification.locale).steps;
  return { tone, colours, steps: steps.map(({ step, state }) => ({ label: labels[step], state, ...look[state] })) };
};

/** What a list of mails shows beside the subject. */
const PREVIEW_LENGTH = 140;
const previewOf = (text: string): string => oneLine(text.split('\n').slice(1).join(' ')).slice(0, PREVIEW_LENGTH);

const footerOf = (audience: Notification['audience'], labels: Catalog['email']): string => {
  if (audience === 'customer') return labels.footer;
  return audience === 'seller' ? labels.shopFooter : labels.workFooter;
};

/**
 * The message as it is sent: what the template says, inside the layout.
 *
 * @throws TemplateError where a template of the request cannot be filled.
 */
export const renderEmail = (request: RenderRequest): EmailMessage => {
  const { notification, order, shop, link, publicUrl } = request;
  const { locale, facts, type, audience } = notification;
  const { email: labels } = catalogOf(locale);
  const brand = brandOf(order, shop);
  const { tone, colours, steps } = stepsOf(notification, order, brand);
  const said = renderTexts(request, emailTemplate);
  // One that was planned by an earlier version brings its subject.
  const subject = notification.subject ?? said.subject;
  const slotText = asPlainText(said.content);
  const isDigest = facts.digest !== undefined;
  const itemLabel = labels.items;
  const lines = [...mailFacts(notification, order, tone), ...supportFacts(notification, shop)];
  const pictured = pictureItems(type, isDigest ? [] : said.values.orderItems);
  const model = {
    language: locale,
    subject,
    preview: previewOf(slotText),
    slot: withStyles(said.content, { heading: colours.text, accent: brand.accent }),
    slotText,
    orderNumber: said.values.digestOrders,
    labels,
    brand,
    // The shop's own face comes before ours.
    logo: brand.logoUrl === '' ? pictureUrl('logo', publicUrl) : '',
    sign: isDigest ? '' : pictureUrl(signOf(notification), publicUrl),
    pictureSize: MAIL_PICTURE_SIZE,
    facts: lines,
    // The page shows these with their pictures.
    pageFacts: pictured.items.length > 0 && listsItems(type) ? lines.filter(({ label }) => label !== itemLabel) : lines,
    pictured,
    moreItems: labels.moreItems.replace('{{ count }}', String(pictured.left)),
    total: listsItems(type) ? said.values.totalAmount : '',
    steps: isDigest ? [] : steps,
    tone: colours,
    link,
    button: audience === 'seller' ? labels.shopButton : labels.button,
    footer: footerOf(audience, labels),
    unsubscribeUrl: said.values.unsubscribeUrl,
  };
  return { subject, html: fillHtml(ORDER_UPDATE_HTML, model), text: fillText(ORDER_UPDATE_TEXT, model) };
};

export { renderEmail as render };
