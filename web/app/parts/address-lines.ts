import type { OrderShippingAddress } from '../../../client/src/index.ts';

/** An address as it is written on a parcel, without whose it is. */
export const addressLines = (address: OrderShippingAddress | null | undefined): readonly string[] => {
  if (!address) return [];
  const { line1, line2, postalCode, city, region, country } = address;
  const place = [postalCode, region === undefined || region === city ? city : `${city}, ${region}`];
  return [line1, line2 ?? '', place.filter(Boolean).join(' '), country].filter((line) => line !== '');
};
