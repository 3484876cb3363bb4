/** The fields of an address, by all the names that they are sent under. */
import * as z from 'zod';
import { orAsWritten } from './as-written.ts';
import { alsoNumber, shortText } from './texts.ts';
import { isBlankText, isRecord, trimmed } from './without-blanks.ts';

/** What shops, payment services and carriers call the parts of an address that say where it is. */
const PLACE_NAMES = {
  line1: [
    'line1',
    'street',
    'street1',
    'streetLine1',
    'address',
    'address1',
    'addressLine',
    'addressLine1',
    'firstLine',
    'streetAddress',
  ],
  houseNumber: ['houseNumber', 'houseNumberOrName', 'streetNumber'],
  line2: ['line2', 'street2', 'streetAddress2', 'streetLine2', 'address2', 'addressLine2', 'secondLine'],
  line3: ['line3', 'street3', 'streetLine3', 'address3', 'addressLine3'],
  apartment: ['apartment'],
  district: ['district'],
  city: ['city', 'town', 'locality', 'municipality', 'village', 'postTown', 'adminArea2'],
  region: [
    'region',
    'state',
    'province',
    'county',
    'stateOrProvince',
    'stateOrRegion',
    'administrativeArea',
    'adminArea1',
    'subdivision',
    'stateCode',
    'provinceCode',
    'regionCode',
    'stateOrProvinceCode',
  ],
  postalCode: ['postalCode', 'postcode', 'zip', 'zipCode', 'zipPostalCode', 'eircode'],
  country: ['country', 'countryCode', 'countryName', 'countryIso', 'countryIso2', 'countryCodeV2', 'countryId'],
} as const;
/** The same of whom it is: without effect on where a parcel goes. */
const PERSON_NAMES = {
  name: ['name', 'fullName', 'recipient', 'recipientName'],
  firstName: ['firstName', 'givenName'],
  lastName: ['lastName', 'familyName'],
  company: ['company', 'organization'],
  phone: ['phone'],
} as const;
const NAMES = { ...PLACE_NAMES, ...PERSON_NAMES };

type PlaceField = (typeof PLACE_NAMES)[keyof typeof PLACE_NAMES][number];
type PersonField = (typeof PERSON_NAMES)[keyof typeof PERSON_NAMES][number];

const PLACE_FIELDS: readonly PlaceField[] = Object.values(PLACE_NAMES).flat();
const PERSON_FIELDS: readonly PersonField[] = Object.values(PERSON_NAMES).flat();

/** One schema for each of the names. */
const fieldsWith = <K extends string, T extends z.ZodType>(names: readonly K[], schema: T): Record<K, T> =>
  Object.fromEntries(names.map((name) => [name, schema])) as Record<K, T>;

const MAX_CHARACTERS = 200;
const line = z.string().trim().max(MAX_CHARACTERS);

const plainName = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase();
const FIELD_BY_PLAIN_NAME: ReadonlyMap<string, string> = new Map(
  [...PLACE_FIELDS, ...PERSON_FIELDS, 'lines', 'addressLines', 'contactDetails'].map((name) => [plainName(name), name]),
);

/** A country or region as an object of its own: by its code, else by its name. */
const NAMES_OF_A_PLACE = ['code', 'iso2', 'isoCode', 'countryCode', 'region_code', 'regionCode', 'name', 'region'];

const placeText = (place: Readonly<Record<string, unknown>>): unknown =>
  NAMES_OF_A_PLACE.map((name) => place[name]).find((text) => typeof text === 'string' && !isBlankText(text)) ?? place;

/** A name in its parts. */
const personText = (name: Readonly<Record<string, unknown>>): string | undefined => {
  const parts = [name.firstName ?? name.first, name.lastName ?? name.last].filter((part) => typeof part === 'string');
  return parts.length > 0 ? parts.join(' ') : undefined;
};

const fieldText = (value: unknown): unknown => {
  if (isRecord(value)) return personText(value) ?? placeText(value);
  return Number.isFinite(value) ? String(value) : value;
};

/** Serializers write `false`, too, for a field that was left empty. */
const isEmpty = (value: unknown): boolean => value === null || value === false || isBlankText(value);

/** A street as a list of its lines. */
const streetLines = (lines: readonly unknown[]): readonly [string, unknown][] =>
  lines
    .filter((text) => !isEmpty(text))
    .slice(0, 3)
    .map((text, i) => [`line${i + 1}`, fieldText(text)]);

/** A street as an object of its name and number. */
const streetParts = ({ name, number, ...rest }: Readonly<Record<string, unknown>>): readonly [string, unknown][] => [
  ['streetAddress', name ?? rest],
  ...(isEmpty(number) || number === undefined ? [] : [['houseNumber', fieldText(number)] as [string, unknown]]),
];

const LISTS: ReadonlySet<string> = new Set(['street', 'streetAddress', 'address', 'lines', 'addressLines']);
/** Objects that stand between an address and its fields. */
const WRAPPERS: ReadonlySet<string> = new Set(['address', 'contactDetails']);

const entriesOf = (value: Readonly<Record<string, unknown>>): readonly [string, unknown][] =>
  Object.entries(value).flatMap(([written, content]): readonly [string, unknown][] => {
    const name = FIELD_BY_PLAIN_NAME.get(plainName(written)) ?? written;
    if (isEmpty(content)) return [];
    if (Array.isArray(content) && LISTS.has(name)) return streetLines(content);
    if (isRecord(content) && name === 'streetAddress') return streetParts(content);
    if (isRecord(content) && WRAPPERS.has(name)) {
      return entriesOf(content).filter(([inner]) => !WRAPPERS.has(inner) || !isRecord(content[inner]));
    }
    return [[name, fieldText(content)]];
  });

/**
 * `postal_code`, `Address1` and `zip-code` are the fields that they look like; a blank one is absent, a number is text.
 * The first spelling of a field counts.
 */
export const namedFields = (value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(entriesOf(value).toReversed());

const asWritten = (value: unknown): unknown => (isRecord(value) ? namedFields(value) : value);

const FIELDS_DESCRIPTION =
  'The common names of the same field are understood, in any case, with `_` or `-`. Delivery needs a street, a city (where the country has more than one) and a country: a code of ISO 3166-1 or a name in English, Spanish, Romanian or Russian.';

/**
 * An address as shops send it: the common names of the same field are understood, and gaps are let through, so that an
 * incomplete one is refused with its own code instead of as a list of fields.
 */
export const addressInput = z
  .preprocess(
    asWritten,
    z.strictObject({
      ...fieldsWith(PLACE_FIELDS, line.exactOptional()),
      ...fieldsWith(PERSON_FIELDS, line.exactOptional()),
    }),
  )
  .meta({ description: FIELDS_DESCRIPTION });
export type AddressInput = z.output<typeof addressInput>;

/** The same of an order that was paid: a field that nobody knows is left aside, and one that cannot be read set aside. */
export const checkoutAddress = z
  .preprocess(
    asWritten,
    z.object({
      ...fieldsWith(PLACE_FIELDS, orAsWritten(line)),
      ...fieldsWith(PERSON_FIELDS, orAsWritten(alsoNumber(shortText(MAX_CHARACTERS)))),
    }),
  )
  .meta({ description: FIELDS_DESCRIPTION });

export type AddressPart = keyof typeof NAMES;

/** What a part of the address is called, best first. */
export const fieldNames = (part: AddressPart): readonly (PlaceField | PersonField)[] => NAMES[part];

/** What is filled in for a part of the address, under each of its names. */
export const partTexts = (input: AddressInput, part: AddressPart): readonly string[] =>
  fieldNames(part).flatMap((name) => {
    const text = trimmed(input[name] ?? '');
    return text === '' ? [] : [text];
  });

/** Whether a field, by the name that it was sent under, says where the address is. */
export const isOfPlace = (name: string): boolean => PLACE_FIELDS.some((field) => field === name);
