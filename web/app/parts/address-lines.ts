import type { OrderShippingAddress } from '../../../client/src/index.ts';

/** `Spain`, where the country is known by its code; else as it was written. */
export const countryName = (country: string, tag: string): string =>
  /^[A-Z]{2}$/.test(country) ? (new Intl.DisplayNames(tag, { type: 'region' }).of(country) ?? country) : country;

/** An address as it is written on a parcel, without whose it is. @param tag Of the reader's language. */
export const addressLines = (address: OrderShippingAddress | null | undefined, tag: string): readonly string[] => {
  if (!address) return [];
  const { line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, region === undefined || region === city ? city : `${city}, ${region}`];
  return [line1, line2 ?? '', place.filter(Boolean).join(' '), countryName(country, tag)].filter((line) => line !== '');
};
