/** What was ordered, and what a store suggests in its place, as the lines of a mail. */

import type { Locale } from '../../../contract/locale.ts';
import { catalogOf } from '../../../i18n/catalog.ts';
import { lineText } from '../../../i18n/quantity.ts';
import { openSubstitutions } from '../../../orders/commands/resolve-substitution.ts';
import type { Order } from '../../../orders/model/order.ts';
import type { NotificationType } from '../../../workflows/workflow.ts';
import type { ItemValue } from '../../templates/variables.ts';
import type { Fact } from './fact.ts';

/** A mail is no invoice: the page has the rest. */
const MAX_LISTED = 10;
const LISTS_ITEMS: readonly NotificationType[] = ['order_created', 'order_confirmed', 'store_new_order'];
export const listsItems = (type: NotificationType): boolean => LISTS_ITEMS.includes(type);

/** Names are the shop's own, and may be as long as a page: a mail shows their beginning. */
const MAX_NAME = 160;
const shortName = (name: string): string => {
  const characters = [...name];
  return characters.length <= MAX_NAME ? name : `${characters.slice(0, MAX_NAME - 1).join('')}…`;
};

/** The items as the page of a mail shows them, and how many it leaves out. */
export const pictureItems = (
  type: NotificationType,
  items: readonly ItemValue[],
): { readonly items: readonly ItemValue[]; readonly left: number } => {
  if (!listsItems(type)) return { items: [], left: 0 };
  const shown = items.slice(0, MAX_LISTED).map((item) => ({ ...item, name: shortName(item.name) }));
  return { items: shown, left: items.length - shown.length };
};

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
  if (listsItems(type)) return itemsFact(order, locale);
  return type === 'substitutions_needed' ? replacementFacts(order, locale) : [];
};
