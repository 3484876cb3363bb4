import { carrierName } from '../carriers/known-carriers.ts';
import { catalogOf } from '../i18n/catalog.ts';
import type { Locale } from '../orders/model/order.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import type { NotificationFacts } from './notification.ts';
import { fillText } from './templates/liquid.ts';

/** What the texts of a catalog may speak of. */
export const textValues = (facts: NotificationFacts): Readonly<Record<string, string>> => ({
  orderNumber: facts.orderNumber,
  ...(facts.carrier !== undefined && { carrier: carrierName(facts.carrier) }),
  ...(facts.trackingNumber !== undefined && { trackingNumber: facts.trackingNumber }),
});

/** One line, whatever was put into it. */
export const subjectOf = (type: NotificationType, locale: Locale, facts: NotificationFacts): string =>
  fillText(catalogOf(locale).notifications[type].subject, textValues(facts)).replace(/\s+/g, ' ').trim();
