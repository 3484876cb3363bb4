import { definedFields } from '../../../defined-fields.ts';

/** The lines of a mail that say what, where and when. A line with nothing to say is left out. */

import { carrierTrackingUrl } from '../../../carriers/tracking-url.ts';
import { carrierName } from '../../../contract/known-carriers.ts';
import { catalogOf, languageTagOf } from '../../../i18n/catalog.ts';
import { itemsText, statusText } from '../../../i18n/describe.ts';
import { moneyText } from '../../../i18n/money.ts';
import { counterTimeZone, orderTimeZone } from '../../../orders/model/delivery-place.ts';
import type { Order } from '../../../orders/model/order.ts';
import type { Shop } from '../../../shops/shop.ts';
import type { Tone } from '../../../workflows/progress.ts';
import type { TextVariant } from '../../../workflows/text-variants.ts';
import type { NotificationType } from '../../../workflows/workflow.ts';
import { deliveryText, momentText } from '../../dates.ts';
import type { DigestEntry, Notification } from '../../notification.ts';
import { addressText, placeText } from '../../templates/values.ts';
import type { Fact } from './fact.ts';
import { itemFacts } from './item-facts.ts';

/** Their headline says why the mail comes, and not how far the order is. */
const SILENT_ABOUT_STATUS: readonly NotificationType[] = [
  'tracking_link',
  'order_reminder',
  'delivery_rescheduled',
  'custom',
];

/** Their text says that the status is below. */
const ASKS_FOR_STATUS: readonly TextVariant[] = ['shop_update', 'driver_update', 'support_update'];

const fact = (label: string, value: string | undefined): readonly Fact[] =>
  value === undefined || value === '' ? [] : [{ label, value }];

const statusFact = ({ locale, type, facts }: Notification, { workflow }: Order): readonly Fact[] => {
  const catalog = catalogOf(locale);
  const { status, phase } = facts;
  const { variant } = facts;
  return SILENT_ABOUT_STATUS.includes(type) || (variant !== undefined && ASKS_FOR_STATUS.includes(variant))
    ? fact(catalog.email.status, statusText(catalog, { workflow, status, phase }))
    : [];
};

/** Once the order is over, its estimate is not shown. */
const showsEstimate = (tone: Tone): boolean => tone === 'moving' || tone === 'attention';

const estimateFact = ({ locale, facts }: Notification, order: Order, tone: Tone): readonly Fact[] =>
  facts.estimatedDelivery !== undefined && facts.pickup === undefined && showsEstimate(tone)
    ? fact(
        catalogOf(locale).email.estimatedDelivery,
        deliveryText(facts.estimatedDelivery, { locale, timeZone: orderTimeZone(order), saidAt: facts.occurredAt }),
      )
    : [];

const pickupLines = ({ locale, facts }: Notification, order: Order): readonly Fact[] => {
  const { pickup } = facts;
  if (!pickup) return [];
  const { email: labels } = catalogOf(locale);
  const timeZone = counterTimeZone(order, pickup.place);
  const when = (estimate: string | undefined): string | undefined =>
    estimate === undefined ? undefined : momentText(estimate, { locale, timeZone, saidAt: facts.occurredAt });
  return [
    ...fact(labels.pickupPlace, pickup.place && placeText(pickup.place)),
    ...fact(labels.pickupAt, when(pickup.at)),
    ...fact(labels.pickupSince, when(pickup.since)),
    ...fact(labels.pickupHours, pickup.hours?.trim()),
    ...fact(labels.pickupInstructions, pickup.instructions?.trim()),
  ];
};

const itemsFact = ({ locale, facts }: Notification): readonly Fact[] => {
  const catalog = catalogOf(locale);
  return facts.itemCounts === undefined
    ? []
    : fact(catalog.email.items, itemsText(catalog, languageTagOf(locale), facts.itemCounts));
};

const parcelFact = (
  { locale, facts: { carrier, trackingNumber } }: Notification,
  { shipments }: Order,
): readonly Fact[] => {
  if (trackingNumber === undefined) return [];
  const own = shipments.find((parcel) => parcel.trackingNumber === trackingNumber)?.facts?.trackingUrl?.value;
  const url = own ?? (carrier === undefined ? undefined : carrierTrackingUrl(carrier, trackingNumber, locale));
  const name = carrier === undefined ? undefined : carrierName(carrier);
  const value = name === undefined ? trackingNumber : `${name} ${trackingNumber}`;
  const label = catalogOf(locale).email.parcel;
  return [{ label, value, ...definedFields({ url }) }];
};

/** Where it is sent, while that can still be mended. */
const SHOWS_ADDRESS: readonly NotificationType[] = ['order_created', 'order_confirmed'];

const addressFact = ({ type, locale }: Notification, { fulfilmentType, shippingAddress }: Order): readonly Fact[] =>
  SHOWS_ADDRESS.includes(type) && fulfilmentType !== 'pickup' && shippingAddress !== undefined
    ? fact(catalogOf(locale).email.deliveryAddress, addressText(shippingAddress))
    : [];

const refundFact = ({ type, locale }: Notification, { payment, currency }: Order): readonly Fact[] =>
  type === 'refunded' && payment.refundedAmount !== undefined
    ? fact(catalogOf(locale).email.refund, moneyText(payment.refundedAmount, currency, locale))
    : [];

/** What is new, order by order. */
const digestLines = ({ locale }: Notification, digest: readonly DigestEntry[]): readonly Fact[] => {
  const { notifications, variants } = catalogOf(locale);
  return digest.flatMap(({ orderNumber, type, variant }) =>
    fact(orderNumber, (variant === undefined ? notifications[type] : variants[variant]).headline),
  );
};

export const mailFacts = (notification: Notification, order: Order, tone: Tone): readonly Fact[] =>
  notification.facts.digest === undefined
    ? orderFacts(notification, order, tone)
    : digestLines(notification, notification.facts.digest);

const orderFacts = (notification: Notification, order: Order, tone: Tone): readonly Fact[] => [
  ...statusFact(notification, order),
  ...estimateFact(notification, order, tone),
  ...pickupLines(notification, order),
  ...itemFacts(notification.type, order, notification.locale),
  ...itemsFact(notification),
  ...addressFact(notification, order),
  ...refundFact(notification, order),
  ...parcelFact(notification, order),
];

/** Where a customer asks; a shop knows. */
export const supportFacts = ({ audience, locale }: Notification, shop: Shop | undefined): readonly Fact[] =>
  audience === 'customer' ? fact(catalogOf(locale).email.support, shop?.supportContact) : [];
