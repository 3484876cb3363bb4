import * as z from 'zod';
import { countryCode } from '../../calendar/country.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Address } from '../../orders/model/order.ts';
import { type AddressInput, type AddressPart, fieldNames, namedFields, partTexts } from './address-fields.ts';
import { scanLocation } from './scan-location.ts';
import { isRecord } from './without-blanks.ts';

/** Countries that are cities: people leave the city out, or write a district for it, or it alone. */
const CITY_STATES: Readonly<Record<string, string>> = {
  SG: 'Singapore',
  HK: 'Hong Kong',
  MO: 'Macao',
  MC: 'Monaco',
  VA: 'Vatican City',
  GI: 'Gibraltar',
};
/** Countries of so few places that their name is enough for a city. */
const SMALL_COUNTRIES: Readonly<Record<string, string>> = {
  ...CITY_STATES,
  SM: 'San Marino',
  NR: 'Nauru',
  NF: 'Norfolk Island',
  PN: 'Adamstown',
  FK: 'Stanley',
  AI: 'Anguilla',
  AW: 'Aruba',
  BL: 'Saint Barthélemy',
  BM: 'Bermuda',
  CW: 'Curaçao',
  GG: 'Guernsey',
  IM: 'Isle of Man',
  JE: 'Jersey',
  KY: 'Cayman Islands',
  MF: 'Saint Martin',
  MS: 'Montserrat',
  PM: 'Saint Pierre and Miquelon',
  SX: 'Sint Maarten',
  TC: 'Turks and Caicos Islands',
  VG: 'British Virgin Islands',
};
/**
 * Countries without postal codes, or with recent ones: an address may end with an emirate, a county, a parish or an
 * island, which shops' forms take for the region.
 */
const REGION_IS_PLACE: ReadonlySet<string> = new Set(
  'AE AG AO BB BH BI BJ BS BW BZ CF CG CI CK CM DJ DM FJ GD GH GM GQ GY IE JM KI KM KN KW LC ML MR MT MW QA RW SB SC SL SM SR ST TO TT TV UG VC VU WS YE ZW'.split(
    ' ',
  ),
);

export type AddressResult =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly missing: readonly string[] };

const joined = (separator: string, ...parts: readonly (string | undefined)[]): string | undefined => {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length > 0 ? present.join(separator) : undefined;
};

type Part = (part: AddressPart) => string | undefined;

const partsOf =
  (input: AddressInput): Part =>
  (name) =>
    partTexts(input, name)[0];

const cityState = (place: string | undefined): string | undefined => {
  const code = place === undefined ? undefined : countryCode(place);
  return code !== undefined && Object.hasOwn(CITY_STATES, code) ? code : undefined;
};

/** Hong Kong and Macao have codes of their own, though shops' forms have them under China. */
const UNDER_CHINA: ReadonlySet<string | undefined> = new Set(['HK', 'MO']);

/** The first that names a country; the city or region where it is a state of its own and no country is given. */
const countryOf = (input: AddressInput, part: Part): string | undefined => {
  const given = partTexts(input, 'country');
  const place = cityState(part('city')) ?? cityState(part('region'));
  if (given.length === 0) return place;
  const country = given.map(countryCode).find((code) => code !== undefined);
  return country === 'CN' && UNDER_CHINA.has(place) ? place : country;
};

const cityOf = (part: Part, country: string | undefined): string | undefined => {
  const city = part('city');
  if (city !== undefined || country === undefined) return city;
  const region = REGION_IS_PLACE.has(country) ? (part('region') ?? part('district')) : undefined;
  return region ?? SMALL_COUNTRIES[country];
};

/** The street, with the number of a field of its own, and what stands below it. */
const linesOf = (part: Part): readonly [string | undefined, string | undefined] => {
  const [first, ...more] = [part('line1'), part('line2'), part('line3')].filter((text) => text !== undefined);
  const number = part('houseNumber');
  const isIn = first === undefined || number === undefined || first.split(/[\s,]+/).includes(number);
  return [isIn ? first : `${first} ${number}`, joined(', ', ...more, part('apartment'), part('district'))];
};

const nameOf = (part: Part): string | undefined =>
  part('name') ?? joined(' ', part('firstName'), part('lastName')) ?? part('company');

/** The address in one form, or what it lacks to be delivered to: a street, a place and an ISO 3166-1 country. */
export const completeAddress = (input: AddressInput): AddressResult => {
  const part = partsOf(input);
  const country = countryOf(input, part);
  const [line1, line2] = linesOf(part);
  const city = cityOf(part, country);
  if (line1 === undefined || city === undefined || country === undefined) {
    const lacks = { line1: line1 === undefined, city: city === undefined, country: country === undefined };
    return { ok: false, missing: Object.entries(lacks).flatMap(([name, isMissing]) => (isMissing ? [name] : [])) };
  }
  const [name, region, postalCode] = [nameOf(part), part('region'), part('postalCode')];
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

/** A bare text is taken for the place's name. */
const placeName = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .transform((name) => ({ name }));

/** A place that people come to; unlike where a parcel was seen it has a street. */
const pickupPlaceFields = scanLocation().extend({
  name: z.string().max(200).exactOptional(),
  line1: z.string().max(200).exactOptional(),
});

const PLACE_PARTS = ['name', 'line1', 'city', 'region', 'postalCode', 'country'] as const;

/** A place as a shop writes it: its fields by their common names, and of the others none. */
const asPlace = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const fields = namedFields(value);
  const texts = PLACE_PARTS.flatMap((part) => {
    const found = fieldNames(part)
      .map((name) => fields[name])
      .find((text) => typeof text === 'string');
    return found === undefined ? [] : [[part, found]];
  });
  return Object.fromEntries(texts);
};

/** The same of an order that was paid: fields by their common names, and any others left aside. */
export const checkoutPickupPlace = z.union([
  placeName,
  z.preprocess(
    asPlace,
    pickupPlaceFields.refine(
      ({ name, line1, city }) => (name ?? line1 ?? city) !== undefined,
      'Must have a name or a street',
    ),
  ),
]);

/** A place as a shop says it itself: a bare text is its name. */
export const pickupPlaceInput = z.union([placeName, pickupPlaceFields.strict()]);

export const locationInput = z.union([
  z
    .string()
    .trim()
    .min(1)
    .max(100)
    .transform((city) => ({ city })),
  scanLocation().strict(),
]);
