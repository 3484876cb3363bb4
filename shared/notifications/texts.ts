import { carrierName } from '../contract/known-carriers.ts';
import type { Locale } from '../contract/locale.ts';
import { definedFields } from '../defined-fields.ts';
import { catalogOf } from '../i18n/catalog.ts';
import type { NotificationTexts } from '../i18n/catalog-shape.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import { fillText } from './liquid.ts';
import type { NotificationFacts } from './notification.ts';

/** What the texts of a catalog may speak of. */
export const textValues = (facts: NotificationFacts): Readonly<Record<string, string>> => ({
  orderNumber: facts.orderNumber,
  ...definedFields({
    carrier: facts.carrier === undefined ? undefined : carrierName(facts.carrier),
    trackingNumber: facts.trackingNumber,
  }),
});

/** The texts of a message: of its type, or of what is special about it. */
export const textsOf = (
  type: NotificationType,
  locale: Locale,
  { variant }: Pick<NotificationFacts, 'variant'>,
): NotificationTexts => {
  const { variants, notifications } = catalogOf(locale);
  return variant === undefined ? notifications[type] : variants[variant];
};

/** The whole matter in one line, whatever was put into it. */
export const subjectOf = (type: NotificationType, locale: Locale, facts: NotificationFacts): string =>
  fillText(textsOf(type, locale, facts).subject, textValues(facts))
    .replace(/\s+/g, ' ')
    .trim();
