/** The template of every slot that nobody has written one for, made of the texts of the language. */
import { CHANNEL_NAMES, type ChannelName } from '../../contract/channel-registry.ts';
import { LOCALES, type Locale } from '../../contract/locale.ts';
import { catalogOf } from '../../i18n/catalog.ts';
import type { Catalog, NotificationTexts } from '../../i18n/catalog-shape.ts';
import { TEXT_VARIANTS, type TextVariant } from '../../i18n/catalog-shape.ts';
import { TEMPLATE_TYPES, type TemplateSlot, type TemplateTexts, type TemplateType } from './template.ts';

const isVariant = (type: TemplateType): type is TextVariant => (TEXT_VARIANTS as readonly string[]).includes(type);

/** What a person wrote comes before what there is to say in general. */
const withMessage = ({ subject, headline, body }: NotificationTexts): NotificationTexts => ({
  subject: `{% if messageSubject != '' %}{{ messageSubject }}{% else %}${subject}{% endif %}`,
  headline: `{% if messageSubject != '' %}{{ messageSubject }}{% else %}${headline}{% endif %}`,
  body: `{% if message != '' %}{{ message }}{% else %}${body}{% endif %}`,
});

/** The texts of a type, or of what is special about it. */
export const textsOfType = (type: TemplateType, language: Locale): NotificationTexts => {
  const { variants, notifications } = catalogOf(language);
  if (isVariant(type)) return variants[type];
  return type === 'custom' ? withMessage(notifications.custom) : notifications[type];
};

/** What a shop reads; its messages lead to the shop's own pages. */
export const isForShop = (type: TemplateType): boolean => type === 'store_new_order' || type.startsWith('shop_');

const mailContent = (type: TemplateType, { headline, body }: NotificationTexts, { email }: Catalog): string => {
  const greeting = email.greeting.replace('{{ name }}', '{{ customerName }}');
  const review = `{% if reviewUrl != '' %}<p><a href="{{ reviewUrl }}">${email.review}</a></p>\n{% endif %}`;
  return (
    `<h1>${headline}</h1>\n` +
    `<p>{% if customerName != '' %}${greeting}{% else %}${email.greetingWithoutName}{% endif %}</p>\n` +
    `<p${type === 'custom' ? ' style="white-space:pre-line"' : ''}>${body}</p>\n` +
    (type === 'completed' ? review : '')
  );
};

const linkLabel = (type: TemplateType, { email }: Catalog): string =>
  isForShop(type) ? email.shopButton : email.button;

/** In one line, what a channel with little room says. */
const lineOf = (type: TemplateType, { subject, body }: NotificationTexts): string =>
  type === 'custom' ? body : subject;

type MakeTexts = (type: TemplateType, texts: NotificationTexts, catalog: Catalog) => TemplateTexts;

/** A title and a line: what a channel says that is not named below. */
const titleAndLine: MakeTexts = (type, texts) => ({ subject: texts.headline, content: lineOf(type, texts) });

const TEXTS: Readonly<Partial<Record<ChannelName, MakeTexts>>> = {
  email: (type, texts, catalog) => ({ subject: texts.subject, content: mailContent(type, texts, catalog) }),
  sms: (type, texts) => ({
    content: `{% if shopName != '' %}{{ shopName }}: {% endif %}${lineOf(type, texts)}{% if orderUrl != '' %} {{ orderUrl }}{% endif %}`,
  }),
  // Meta approves a text with places for values: no conditions.
  whatsapp: (type, { subject, headline }, catalog) => ({
    content:
      type === 'custom'
        ? `${catalog.notifications.custom.subject}:\n\n{{ message }}\n\n${catalog.whatsapp.closing}`
        : `${headline}. ${subject}.\n\n${linkLabel(type, catalog)}: {{ orderUrl }}\n\n${catalog.whatsapp.closing}`,
  }),
};

/** What the slot says where nobody has written a template for it. */
export const builtInTexts = ({ type, channel, language }: TemplateSlot): TemplateTexts =>
  (TEXTS[channel] ?? titleAndLine)(type, textsOfType(type, language), catalogOf(language));

/** Every slot there is, by type, channel and language. */
export const TEMPLATE_SLOTS: readonly TemplateSlot[] = TEMPLATE_TYPES.flatMap((type) =>
  CHANNEL_NAMES.flatMap((channel) => LOCALES.map((language) => ({ type, channel, language }))),
);
