import { carrierWithId } from '../contract/carrier-registry.ts';
import type { Locale } from '../contract/locale.ts';

/**
 * The carrier's own public page of a parcel, in the reader's language where there is one; `undefined` for carriers that
 * are not known, and for those that send an address with each delivery.
 */
export const carrierTrackingUrl = (
  carrier: string,
  trackingNumber: string,
  locale: Locale = 'en',
): string | undefined => {
  const page = carrierWithId(carrier)?.trackingPage;
  return page?.url
    .replace('{site}', page.sites?.[locale] ?? '')
    .replace('{number}', () => encodeURIComponent(trackingNumber));
};
