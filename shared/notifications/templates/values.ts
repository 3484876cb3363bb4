/** What the variables of a template hold for one message. What is not known is empty text. */
import Big from 'big.js';
import type { Instant } from '../../calendar/instant.ts';
import { carrierTrackingUrl } from '../../carriers/tracking-url.ts';
import { carrierName } from '../../contract/known-carriers.ts';
import { catalogOf } from '../../i18n/catalog.ts';
import { statusText } from '../../i18n/describe.ts';
import { moneyText } from '../../i18n/money.ts';
import { amountText } from '../../i18n/quantity.ts';
import { counterTimeZone, orderTimeZone } from '../../orders/model/delivery-place.ts';
import type { Address, Order, OrderItem, PickupPlace } from '../../orders/model/order.ts';
import { progressOf } from '../../workflows/progress.ts';
import { brandOf } from '../brand.ts';
import type { RenderRequest } from '../channel.ts';
import { dateText, deliveryText, momentText } from '../dates.ts';
import type { Notification } from '../notification.ts';
import { isolated } from './bidirectional.ts';
import type { ItemValue, TemplateValues } from './variables.ts';

/** A mail is no invoice: the page has the rest. */
const MAX_ITEMS = 50;

/** Mail programs show nothing else; a relative address means nothing in a mail. */
const pictureOf = ({ image = '' }: OrderItem): string => (/^https:\/\//i.test(image) ? image : '');

const lineTotal = ({ totalPrice, unitPrice, quantity }: OrderItem): string =>
  totalPrice ?? new Big(unitPrice).times(quantity).toFixed();

const itemValue =
  ({ locale }: Notification, { currency }: Order) =>
  (item: OrderItem): ItemValue => {
    const money = (amount: string): string => moneyText(amount, currency, locale);
    return {
      name: item.name,
      quantity: amountText(item, locale),
      price: money(item.unitPrice),
      total: money(lineTotal(item)),
      image: pictureOf(item),
    };
  };

const joined = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(', ');

export const placeText = ({ name, line1, city, region, postalCode, country }: PickupPlace): string =>
  joined([name, line1, city, postalCode, region, country]);

export const addressText = ({ name, line1, line2, city, region, postalCode, country }: Address): string =>
  joined([name, line1, line2, city, postalCode, region, country]);

const pickupValues = ({ locale, facts }: Notification, order: Order) => {
  const { place, at, since, hours, instructions } = facts.pickup ?? {};
  const timeZone = counterTimeZone(order, place);
  const when = at ?? since;
  return {
    pickupPlace: place === undefined ? '' : placeText(place),
    pickupTime: when === undefined ? '' : momentText(when, { locale, timeZone, saidAt: facts.occurredAt }),
    pickupHours: hours?.trim() ?? '',
    pickupInstructions: instructions?.trim() ?? '',
  };
};

const isComing = (order: Order, { facts }: Notification): boolean => {
  const { tone } = progressOf(facts.phase, order.fulfilmentType);
  return tone === 'moving' || tone === 'attention';
};

const parcelValues = (notification: Notification, order: Order, link: string) => {
  const { locale, facts } = notification;
  const { carrier, trackingNumber = '', estimatedDelivery } = facts;
  const page =
    carrier === undefined || trackingNumber === '' ? undefined : carrierTrackingUrl(carrier, trackingNumber, locale);
  const timeZone = orderTimeZone(order);
  return {
    trackingNumber,
    trackingUrl: page ?? link,
    carrierName: (carrier === undefined ? undefined : carrierName(carrier)) ?? '',
    estimatedDelivery:
      estimatedDelivery === undefined || !isComing(order, notification)
        ? ''
        : deliveryText(estimatedDelivery, { locale, timeZone, saidAt: facts.occurredAt }),
  };
};

/** Whom the message greets: nobody by name where it goes to many. */
const nameOf = ({ audience }: Notification, { customer, driver }: Order, brand: ReturnType<typeof brandOf>): string => {
  switch (audience) {
    case 'customer':
      return isolated(customer.name?.trim() ?? '');
    case 'seller':
      return isolated(brand.isShop ? brand.name : '');
    case 'driver':
      return isolated(driver?.name.trim() ?? '');
    case 'support':
      return '';
  }
};

/** The page with a place on it: a token in its query remains. */
const reviewPage = (link: string): string => (link === '' ? '' : `${link}#review`);

const moneyValues = ({ locale }: Notification, { totalAmount, currency, payment }: Order) => ({
  totalAmount: moneyText(totalAmount, currency, locale),
  refundAmount: payment.refundedAmount === undefined ? '' : moneyText(payment.refundedAmount, currency, locale),
});

/** A subject and a text message have room for so many numbers. */
const MAX_NUMBERS = 3;

const digestOrders = ({ locale, facts }: Notification): string => {
  const numbers = [...new Set((facts.digest ?? [facts]).map(({ orderNumber }) => orderNumber))];
  const left = numbers.length - MAX_NUMBERS;
  const listed = numbers.slice(0, MAX_NUMBERS).join(', ');
  return left > 0 ? `${listed} ${catalogOf(locale).email.moreItems.replace('{{ count }}', String(left))}` : listed;
};

/** Everything but what the built-in text says, which may speak of the others. */
export const factValues = ({
  notification,
  order,
  shop,
  link,
  unsubscribeUrl,
  timeZone,
}: RenderRequest): TemplateValues => {
  const { locale, facts } = notification;
  const catalog = catalogOf(locale);
  const { status, phase, message } = facts;
  const brand = brandOf(order, shop);
  const placed: Instant = order.createdAt;
  return {
    customerName: nameOf(notification, order, brand),
    orderNumber: facts.orderNumber,
    orderDate: dateText(placed, { locale, timeZone: timeZone ?? orderTimeZone(order), saidAt: facts.occurredAt }),
    currentStatus: statusText(catalog, { workflow: order.workflow, status, phase }),
    statusMessage: '',
    deliveryAddress: order.shippingAddress === undefined ? '' : addressText(order.shippingAddress),
    orderItems: order.items
      .filter(({ removed }) => !removed)
      .slice(0, MAX_ITEMS)
      .map(itemValue(notification, order)),
    supportContact: shop?.supportContact ?? '',
    accountUrl: link,
    unsubscribeUrl: unsubscribeUrl ?? '',
    orderUrl: link,
    reviewUrl: reviewPage(link),
    shopName: brand.isShop ? isolated(brand.name) : '',
    digestOrders: digestOrders(notification),
    message: message?.text ?? '',
    messageSubject: message?.subject ?? '',
    ...parcelValues(notification, order, link),
    ...moneyValues(notification, order),
    ...pickupValues(notification, order),
  };
};
