/** The template of every slot that nobody has written one for, made of the texts of the language. */
import type { ChannelTemplate, TemplateMatter } from '../../contract/channel-descriptor.ts';
import { CHANNELS, channelNamed } from '../../contract/channel-registry.ts';
import { LOCALES, type Locale } from '../../contract/locale.ts';
import { catalogOf } from '../../i18n/catalog.ts';
import type { NotificationTexts } from '../../i18n/catalog-shape.ts';
import { TEXT_VARIANTS, type TextVariant } from '../../workflows/text-variants.ts';
import { audienceOfTexts } from '../audience-texts.ts';
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

/** A title and a line. */
const TITLE_AND_LINE: ChannelTemplate = {
  form: 'text',
  hasSubject: true,
  builtIn: ({ texts: { subject, headline, body }, isWritten }) => ({
    subject: headline,
    content: isWritten ? body : subject,
  }),
};

const labelsOf = (type: TemplateType, language: Locale): TemplateMatter['labels'] => {
  const {
    email: labels,
    notifications,
    whatsapp: { closing },
  } = catalogOf(language);
  return {
    greeting: labels.greeting.replace('{{ name }}', '{{ customerName }}'),
    greetingWithoutName: labels.greetingWithoutName,
    button: audienceOfTexts(type) === 'seller' ? labels.shopButton : labels.button,
    review: labels.review,
    about: notifications.custom.subject,
    closing,
  };
};

/** How the templates of the channel are written. */
export const channelTemplate = (channel: string): ChannelTemplate => channelNamed(channel)?.template ?? TITLE_AND_LINE;

/** What the template says where nobody has written one. */
export const builtInTexts = (
  { type, language }: Pick<TemplateSlot, 'type' | 'language'>,
  { builtIn }: ChannelTemplate,
): TemplateTexts =>
  builtIn({
    type,
    texts: textsOfType(type, language),
    labels: labelsOf(type, language),
    isWritten: type === 'custom',
  });

/** Every slot there is, by type, channel and language. */
export const TEMPLATE_SLOTS: readonly TemplateSlot[] = TEMPLATE_TYPES.flatMap((type) =>
  CHANNELS.flatMap(({ id: channel }) => LOCALES.map((language) => ({ type, channel, language }))),
);
