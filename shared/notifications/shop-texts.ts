import type { TextVariant } from '../workflows/text-variants.ts';
import type { NotificationType } from '../workflows/workflow.ts';

/** What a shop gets notified of, in words for a shop; the type's own texts speak to its customer. */
const VARIANTS: Readonly<Partial<Record<NotificationType, TextVariant>>> = {
  cancelled: 'shop_cancelled',
  returned: 'shop_returned',
  refunded: 'shop_refunded',
  completed: 'shop_completed',
  exception: 'shop_exception',
  dispute_opened: 'shop_dispute_opened',
  order_reminder: 'shop_reminder',
};

/** The texts for the shop of an order; nothing where the type speaks to shops only. */
export const shopVariantOf = (type: NotificationType): TextVariant | undefined =>
  type === 'store_new_order' ? undefined : (VARIANTS[type] ?? 'shop_update');
