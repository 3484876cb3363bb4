/** The lines of a mail that tell what, where and when. One that has nothing to tell is not there. */
import { carrierName } from '../carriers/known-carriers.ts';
import { carrierTrackingUrl } from '../carriers/tracking-url.ts';
import { catalogOf } from '../i18n/catalog.ts';
import { statusText } from '../i18n/describe.ts';
import type { Order, ScanLocation } from '../orders/model/order.ts';
import type { NotificationType } from '../workflows/workflow.ts';
import { dayOf, momentOf } from './mail-dates.ts';
import type { Notification } from './notification.ts';
import type { Tone } from './progress.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly url?: string;
}

/** Their headline says why the mail comes, and not how far the order is. */
const SILENT_ABOUT_STATUS: readonly NotificationType[] = [
  'tracking_link',
  'order_reminder',
  'delivery_rescheduled',
  'custom',
];

const fact = (label: string, value: string | undefined): readonly Fact[] =>
  value === undefined || value === '' ? [] : [{ label, value }];

const statusFact = ({ locale, type, facts }: Notification, { workflow }: Order): readonly Fact[] => {
  const catalog = catalogOf(locale);
  const { status, phase } = facts;
  return SILENT_ABOUT_STATUS.includes(type)
    ? fact(catalog.email.status, statusText(catalog, { workflow, status, phase }))
    : [];
};

/** Once it is over, when it was expected is no news. */
const showsEstimate = (tone: Tone): boolean => tone === 'moving' || tone === 'attention';

const estimateFact = ({ locale, facts }: Notification, order: Order, tone: Tone): readonly Fact[] =>
  facts.estimatedDelivery !== undefined && showsEstimate(tone)
    ? fact(
        catalogOf(locale).email.estimatedDelivery,
        dayOf(facts.estimatedDelivery, locale, order.shippingAddress?.country),
      )
    : [];

const placeText = ({ city, region, postalCode, country }: ScanLocation): string =>
  [city, postalCode, region, country].filter((part) => part !== undefined && part !== '').join(', ');

const pickupFacts = ({ locale, facts }: Notification, order: Order): readonly Fact[] => {
  const { pickup } = facts;
  if (!pickup) return [];
  const { email: labels } = catalogOf(locale);
  const country = pickup.place?.country ?? order.shippingAddress?.country;
  return [
    ...fact(labels.pickupPlace, pickup.place && placeText(pickup.place)),
    ...fact(labels.pickupAt, pickup.at === undefined ? undefined : momentOf(pickup.at, locale, country)),
    ...fact(labels.pickupInstructions, pickup.instructions?.trim()),
  ];
};

const parcelFact = ({ locale, facts: { carrier, trackingNumber } }: Notification): readonly Fact[] => {
  if (trackingNumber === undefined) return [];
  const url = carrier === undefined ? undefined : carrierTrackingUrl(carrier, trackingNumber, locale);
  const value = carrier === undefined ? trackingNumber : `${carrierName(carrier)} ${trackingNumber}`;
  const label = catalogOf(locale).email.parcel;
  return [{ label, value, ...(url !== undefined && { url }) }];
};

export const mailFacts = (notification: Notification, order: Order, tone: Tone): readonly Fact[] => [
  ...statusFact(notification, order),
  ...estimateFact(notification, order, tone),
  ...pickupFacts(notification, order),
  ...parcelFact(notification),
];
