import * as z from 'zod';
import { countryCode } from '../../calendar/country.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Address } from '../../orders/model/order.ts';
import { isBlankText, isRecord, trimmed } from './without-blanks.ts';

const line = z.string().trim().max(200).exactOptional();

const addressFields = {
  name: line,
  fullName: line,
  firstName: line,
  lastName: line,
  recipient: line,
  company: line,
  line1: line,
  street: line,
  street1: line,
  address: line,
  address1: line,
  addressLine1: line,
  houseNumber: line,
  line2: line,
  street2: line,
  address2: line,
  addressLine2: line,
  line3: line,
  address3: line,
  addressLine3: line,
  apartment: line,
  district: line,
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
  countryName: line,
  phone: line,
};

const plainName = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase();
const FIELD_BY_PLAIN_NAME: ReadonlyMap<string, string> = new Map(
  Object.keys(addressFields).map((name) => [plainName(name), name]),
);

const fieldText = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value);

/** A street as a list of its lines. */
const streetLines = (lines: readonly unknown[]): readonly [string, unknown][] =>
  lines
    .filter((text) => text !== null && !isBlankText(text))
    .slice(0, 3)
    .map((text, i) => [`line${i + 1}`, fieldText(text)]);

/** `postal_code`, `Address1` and `zip-code` are the fields that they look like; a blank one is absent, a number is text. */
const asWritten = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const fields = Object.entries(value).flatMap(([written, content]): readonly [string, unknown][] => {
    const name = FIELD_BY_PLAIN_NAME.get(plainName(written)) ?? written;
    if (content === null || isBlankText(content)) return [];
    return Array.isArray(content) && name === 'street' ? streetLines(content) : [[name, fieldText(content)]];
  });
  // The first spelling of a field counts.
  return Object.fromEntries(fields.toReversed());
};

const FIELDS_DESCRIPTION =
  'The common names of the same field are understood, in any case, with `_` or `-`. Delivery needs a street, a city (where the country has more than one) and a country: a code of ISO 3166-1 or a name in English, Spanish, Romanian or Russian.';

/**
 * An address as shops send it: the common names of the same field are understood, and gaps are let through, so that an
 * incomplete one is refused with its own code instead of as a list of fields.
 */
export const addressInput = z
  .preprocess(asWritten, z.strictObject(addressFields))
  .meta({ description: FIELDS_DESCRIPTION });
/** The same of an order that was paid: a field that nobody knows is left aside. */
export const checkoutAddress = z
  .preprocess(asWritten, z.object(addressFields))
  .meta({ description: FIELDS_DESCRIPTION });
export type AddressInput = z.output<typeof addressInput>;

const NAMES = {
  name: ['name', 'fullName', 'recipient'],
  line1: ['line1', 'street', 'street1', 'address', 'address1', 'addressLine1'],
  line2: ['line2', 'street2', 'address2', 'addressLine2'],
  city: ['city', 'town'],
  region: ['region', 'state', 'province', 'county'],
  postalCode: ['postalCode', 'postcode', 'zip', 'zipCode'],
  country: ['country', 'countryCode', 'countryName'],
} as const satisfies Record<keyof Address, readonly (keyof AddressInput)[]>;

/** Where the country, or the region, is the city: people leave it out, or write a district for it. */
const CITY_OF: Readonly<Record<string, string>> = {
  SG: 'Singapore',
  HK: 'Hong Kong',
  MO: 'Macao',
  MC: 'Monaco',
  VA: 'Vatican City',
  GI: 'Gibraltar',
};
/** Where regions are named after their cities, and shops' forms ask for one of the two. */
const CITY_IS_REGION: ReadonlySet<string> = new Set(['AE', 'QA', 'KW', 'BH']);

export type AddressResult =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly missing: readonly string[] };

const joined = (separator: string, ...parts: readonly (string | undefined)[]): string | undefined => {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length > 0 ? present.join(separator) : undefined;
};

type Field = (name: keyof Address) => string | undefined;

const fieldsOf =
  (input: AddressInput): Field =>
  (name) =>
    NAMES[name].map((key) => trimmed(input[key] ?? '')).find((text) => text !== '');

const cityState = (place: string | undefined): string | undefined => {
  const code = place === undefined ? undefined : countryCode(place);
  return code !== undefined && Object.hasOwn(CITY_OF, code) ? code : undefined;
};

/** Hong Kong and Macao have codes of their own, though shops' forms have them under China. */
const UNDER_CHINA: ReadonlySet<string | undefined> = new Set(['HK', 'MO']);

/** The first that names a country; the city or region where it is a state of its own and no country is given. */
const countryOf = (input: AddressInput, field: Field): string | undefined => {
  const given = NAMES.country.map((key) => trimmed(input[key] ?? '')).filter((text) => text !== '');
  const place = cityState(field('city')) ?? cityState(field('region'));
  if (given.length === 0) return place;
  const country = given.map(countryCode).find((code) => code !== undefined);
  return country === 'CN' && UNDER_CHINA.has(place) ? place : country;
};

const cityOf = (field: Field, country: string | undefined): string | undefined => {
  const city = field('city');
  if (city !== undefined || country === undefined) return city;
  return CITY_IS_REGION.has(country) ? field('region') : CITY_OF[country];
};

/** A street whose number stands in a field of its own. */
const streetOf = ({ houseNumber }: AddressInput, field: Field): string | undefined => {
  const street = field('line1');
  return street === undefined || houseNumber === undefined || street.split(/[\s,]+/).includes(houseNumber)
    ? street
    : `${street} ${houseNumber}`;
};

const nameOf = ({ firstName, lastName, company }: AddressInput, field: Field): string | undefined =>
  field('name') ?? joined(' ', firstName, lastName) ?? joined(' ', company);

/** The address in one form, or what it lacks to be delivered to: a street, a place and an ISO 3166-1 country. */
export const completeAddress = (input: AddressInput): AddressResult => {
  const field = fieldsOf(input);
  const country = countryOf(input, field);
  const [line1, city] = [streetOf(input, field), cityOf(field, country)];
  if (line1 === undefined || city === undefined || country === undefined) {
    const lacks = { line1: line1 === undefined, city: city === undefined, country: country === undefined };
    return { ok: false, missing: Object.entries(lacks).flatMap(([name, isMissing]) => (isMissing ? [name] : [])) };
  }
  const third = input.line3 ?? input.address3 ?? input.addressLine3;
  const name = nameOf(input, field);
  const line2 = joined(', ', field('line2'), third, input.apartment, input.district);
  const [region, postalCode] = [field('region'), field('postalCode')];
  return {
    ok: true,
    address: {
      ...definedFields({ name }),
      line1,
      ...definedFields({ line2 }),
      city,
      ...definedFields({ region, postalCode }),
      country,
    },
  };
};

/** An address as it is returned. */
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
