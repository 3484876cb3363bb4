import type { Locale } from '../orders/model/order.ts';
import type { NumberedCarrier } from './number-formats.ts';

/** DHL's pages by country and language; where it has none in the language, its English ones. */
const DHL_SITE: Readonly<Record<Locale, string>> = { es: 'es-es', en: 'gb-en', ro: 'ro-ro', ru: 'gb-en' };

const TEMPLATES: Readonly<Record<NumberedCarrier, (number: string, locale: Locale) => string>> = {
  fedex: (number) => `https://www.fedex.com/fedextrack/?trknbr=${number}`,
  ups: (number) => `https://www.ups.com/track?tracknum=${number}`,
  dhl: (number, locale) =>
    `https://www.dhl.com/${DHL_SITE[locale]}/home/tracking/tracking-parcel.html?submit=1&tracking-id=${number}`,
  correos: (number) => `https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=${number}`,
};

const isNumbered = (carrier: string): carrier is NumberedCarrier => Object.hasOwn(TEMPLATES, carrier);

/** The carrier's own public page of a parcel; `undefined` for those that give a link with each delivery (Uber, DoorDash). */
export const carrierTrackingUrl = (
  carrier: string,
  trackingNumber: string,
  locale: Locale = 'en',
): string | undefined =>
  isNumbered(carrier) ? TEMPLATES[carrier](encodeURIComponent(trackingNumber), locale) : undefined;
