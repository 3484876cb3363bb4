/** What was ordered, and what a store suggests in its place, as the lines of a mail. */

import type { Locale } from '../../../contract/locale.ts';
import { catalogOf } from '../../../i18n/catalog.ts';
import { lineText } from '../../../i18n/quantity.ts';
import { openSubstitutions } from '../../../orders/commands/resolve-substitution.ts';
import type { Order } from '../../../orders/model/order.ts';
import type { NotificationType } from '../../../workflows/workflow.ts';
import type { Fact } from './fact.ts';

/** A mail is no invoice: the page has the rest. */
const MAX_LISTED = 10;
const LISTS_ITEMS: readonly NotificationType[] = ['order_confirmed', 'store_new_order'];

const itemsFact = ({ items }: Order, locale: Locale): readonly Fact[] => {
  const { email: labels } = catalogOf(locale);
  const lines = items.filter(({ removed }) => !removed).map((item) => lineText(item, locale));
  if (lines.length === 0) return [];
  const left = lines.length - MAX_LISTED;
  const more = left > 0 ? [labels.moreItems.replace('{{ count }}', String(left))] : [];
  return [{ label: labels.items, value: [...lines.slice(0, MAX_LISTED), ...more].join('; ') }];
};

const replacementFacts = (order: Order, locale: Locale): readonly Fact[] => {
  const { email: labels } = catalogOf(locale);
  return openSubstitutions(order)
    .slice(0, MAX_LISTED)
    .flatMap(({ itemId, substitute }): readonly Fact[] => {
      const item = order.items.find((other) => other.itemId === itemId);
      if (!item) return [];
      const old = lineText(item, locale);
      return substitute
        ? [{ label: labels.replacement, value: `${old} → ${lineText(substitute, locale)}` }]
        : [{ label: labels.unavailable, value: old }];
    });
};

export const itemFacts = (type: NotificationType, order: Order, locale: Locale): readonly Fact[] => {
  if (LISTS_ITEMS.includes(type)) return itemsFact(order, locale);
  return type === 'substitutions_needed' ? replacementFacts(order, locale) : [];
};
