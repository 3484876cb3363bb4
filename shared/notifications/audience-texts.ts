/** Texts for those who did not order; a type's own texts speak to its customer. */
import type { NotificationAudience } from '../contract/channel-descriptor.ts';
import { TEXT_VARIANTS, type TextVariant } from '../workflows/text-variants.ts';
import type { NotificationType } from '../workflows/workflow.ts';

interface AudienceTexts {
  readonly byType: Readonly<Partial<Record<NotificationType, TextVariant>>>;
  /** Of every other type. */
  readonly otherwise: TextVariant;
}

const TEXTS: Readonly<Record<Exclude<NotificationAudience, 'customer'>, AudienceTexts>> = {
  seller: {
    byType: {
      cancelled: 'shop_cancelled',
      returned: 'shop_returned',
      refunded: 'shop_refunded',
      completed: 'shop_completed',
      exception: 'shop_exception',
      dispute_opened: 'shop_dispute_opened',
      order_reminder: 'shop_reminder',
    },
    otherwise: 'shop_update',
  },
  driver: {
    byType: { driver_assigned: 'driver_new_delivery', cancelled: 'driver_cancelled' },
    otherwise: 'driver_update',
  },
  support: {
    byType: {
      exception: 'support_exception',
      dispute_opened: 'support_dispute_opened',
      order_reminder: 'support_reminder',
      // What is written to support by the service itself is that somebody asks for help.
      custom: 'support_requested',
    },
    otherwise: 'support_update',
  },
};

/** Speaks to shops only. */
const OF_SHOPS: NotificationType = 'store_new_order';

/** The texts for somebody who is not the customer; nothing where the type's own are for them. */
export const audienceVariantOf = (audience: NotificationAudience, type: NotificationType): TextVariant | undefined => {
  if (audience === 'customer' || (audience === 'seller' && type === OF_SHOPS)) return undefined;
  const { byType, otherwise } = TEXTS[audience];
  return byType[type] ?? otherwise;
};

const PREFIXES = [
  ['shop_', 'seller'],
  ['driver_', 'driver'],
  ['support_', 'support'],
] as const satisfies readonly (readonly [string, NotificationAudience])[];

const isVariant = (type: NotificationType | TextVariant): boolean =>
  (TEXT_VARIANTS as readonly string[]).includes(type);

/** To whom a type's texts, or what is special about one, speak. */
export const audienceOfTexts = (type: NotificationType | TextVariant): NotificationAudience => {
  if (type === OF_SHOPS) return 'seller';
  const [, audience] = PREFIXES.find(([prefix]) => isVariant(type) && type.startsWith(prefix)) ?? [];
  return audience ?? 'customer';
};
