import * as z from 'zod';
import type { Address } from '../../orders/model/order.ts';
import { countryCode } from './country.ts';

const line = z.string().trim().max(200).exactOptional();

/**
 * An address as shops send it: the common names of the same field are understood, and gaps are let through, so that an
 * incomplete one is refused with its own code instead of as a list of fields.
 */
export const addressInput = z.strictObject({
  name: line,
  fullName: line,
  recipient: line,
  company: line,
  line1: line,
  street: line,
  street1: line,
  address: line,
  address1: line,
  addressLine1: line,
  line2: line,
  street2: line,
  address2: line,
  addressLine2: line,
  city: line,
  town: line,
  region: line,
  state: line,
  province: line,
  county: line,
  postalCode: line,
  postcode: line,
  zip: line,
  zipCode: line,
  country: line,
  countryCode: line,
  phone: line,
});
export type AddressInput = z.output<typeof addressInput>;

const NAMES = {
  name: ['name', 'fullName', 'recipient', 'company'],
  line1: ['line1', 'street', 'street1', 'address', 'address1', 'addressLine1'],
  line2: ['line2', 'street2', 'address2', 'addressLine2'],
  city: ['city', 'town'],
  region: ['region', 'state', 'province', 'county'],
  postalCode: ['postalCode', 'postcode', 'zip', 'zipCode'],
  country: ['country', 'countryCode'],
} as const satisfies Record<keyof Address, readonly (keyof AddressInput)[]>;

export type AddressResult =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly missing: readonly string[] };

/** The address in one form, or what it lacks to be delivered to: a street, a place and an ISO 3166-1 country. */
export const completeAddress = (input: AddressInput): AddressResult => {
  const field = (name: keyof Address): string | undefined => {
    const key = NAMES[name].find((candidate) => input[candidate] !== undefined && input[candidate] !== '');
    return key && input[key];
  };
  const [line1, city, named] = [field('line1'), field('city'), field('country')];
  const country = named === undefined ? undefined : countryCode(named);
  if (line1 === undefined || city === undefined || country === undefined) {
    const lacks = { line1: !line1, city: !city, country: country === undefined };
    return { ok: false, missing: Object.entries(lacks).flatMap(([name, isMissing]) => (isMissing ? [name] : [])) };
  }
  const [name, line2, region, postalCode] = [field('name'), field('line2'), field('region'), field('postalCode')];
  return {
    ok: true,
    address: {
      ...(name !== undefined && { name }),
      line1,
      ...(line2 !== undefined && { line2 }),
      city,
      ...(region !== undefined && { region }),
      ...(postalCode !== undefined && { postalCode }),
      country,
    },
  };
};

/** An address as it is answered. */
export const address = z.object({
  name: z.string().optional(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string(),
});

/** Coarse: where a parcel was seen, never a street. A bare text is taken for the place's name. */
export const scanLocation = z.object({
  city: z.string().max(100).exactOptional(),
  region: z.string().max(100).exactOptional(),
  postalCode: z.string().max(20).exactOptional(),
  country: z.string().max(60).exactOptional(),
});

/** A place that people come to; unlike where a parcel was seen it has a street. A bare text is its name. */
export const pickupPlaceInput = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(300)
    .transform((name) => ({ name })),
  scanLocation
    .extend({ name: z.string().max(200).exactOptional(), line1: z.string().max(200).exactOptional() })
    .strict(),
]);

/** A place as it is answered. */
export const pickupPlace = scanLocation.extend({ name: z.string().optional(), line1: z.string().optional() });

export const locationInput = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .transform((city) => ({ city })),
  scanLocation.strict(),
]);
