import type { GetShopResult, PutShopRequest } from '../../../../client/src/index.ts';
import { contrastWithWhite, MIN_CONTRAST } from '../../../../shared/shops/colour-contrast.ts';

/** Fields of the form, as they are written; empty is none. */
export interface ProfileForm {
  name: string;
  storeName: string;
  email: string;
  phone: string;
  locale: string;
  timezone: string;
  supportContact: string;
  accountUrl: string;
  logoUrl: string;
  accentColor: string;
  hours: string;
  instructions: string;
  line1: string;
  line2: string;
  city: string;
  region: string;
  postalCode: string;
  country: string;
  placeName: string;
  placeLine1: string;
  placePostalCode: string;
  placeCity: string;
}

/** Of the shop's address, as they are written on a letter. */
export const ADDRESS_FIELDS = ['line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const;
/** Of the place where orders are collected. */
export const PLACE_FIELDS = ['placeName', 'placeLine1', 'placePostalCode', 'placeCity'] as const;
const NEEDED = ['line1', 'city', 'country'];

/** An address is none without these, and none at all where nothing is written. */
export const isNeeded = (form: ProfileForm, field: (typeof ADDRESS_FIELDS)[number]): boolean =>
  NEEDED.includes(field) && ADDRESS_FIELDS.some((each) => form[each].trim() !== '');

/** @param shop Absent for a shop that has said nothing of itself. */
export const formOf = (shop: GetShopResult | undefined): ProfileForm => ({
  name: shop?.name ?? '',
  // Of a shop without another name, the API returns its name here.
  storeName: shop === undefined || shop.storeName === shop.name ? '' : shop.storeName,
  email: shop?.email ?? '',
  phone: shop?.phone ?? '',
  locale: shop?.locale ?? '',
  timezone: shop?.timezone ?? '',
  supportContact: shop?.supportContact ?? '',
  accountUrl: shop?.accountUrl ?? '',
  logoUrl: shop?.logoUrl ?? '',
  accentColor: shop?.accentColor ?? '',
  hours: shop?.pickup?.hours ?? '',
  instructions: shop?.pickup?.instructions ?? '',
  line1: shop?.address?.line1 ?? '',
  line2: shop?.address?.line2 ?? '',
  city: shop?.address?.city ?? '',
  region: shop?.address?.region ?? '',
  postalCode: shop?.address?.postalCode ?? '',
  country: shop?.address?.country ?? '',
  placeName: shop?.pickup?.place?.name ?? '',
  placeLine1: shop?.pickup?.place?.line1 ?? '',
  placePostalCode: shop?.pickup?.place?.postalCode ?? '',
  placeCity: shop?.pickup?.place?.city ?? '',
});

/**
 * What somebody has written stays while another version is read; every other field is as that version has it.
 * @param before The form as it was filled before they wrote.
 */
export const merged = (mine: ProfileForm, before: ProfileForm, read: ProfileForm): ProfileForm => {
  const own = Object.entries(mine).filter(([field, text]) => text !== before[field as keyof ProfileForm]);
  return { ...read, ...(Object.fromEntries(own) as Partial<ProfileForm>) };
};

const written = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== '' && value !== undefined),
  ) as Partial<Fields>;

/** Nobody's name is written on the shop's own address; one that is there stays. */
const addressOf = (form: ProfileForm, before: GetShopResult | undefined): PutShopRequest['address'] => {
  const { line1, line2, city, region, postalCode, country } = form;
  const address = written({ line1, line2, city, region, postalCode, country: country.toUpperCase() });
  if (Object.keys(address).length === 0) return undefined;
  return { ...written({ name: before?.address?.name }), ...address } as PutShopRequest['address'];
};

const placeOf = (form: ProfileForm, before: GetShopResult | undefined): object | undefined => {
  const { placeName: name, placeLine1: line1, placePostalCode: postalCode, placeCity: city } = form;
  const place = written({ name, line1, postalCode, city });
  if (Object.keys(place).length === 0) return undefined;
  const { region, country } = before?.pickup?.place ?? {};
  return { ...written({ region, country }), ...place };
};

const COLOUR = /^#[0-9a-f]{6}$/i;
const SHORT_COLOUR = /^#[0-9a-f]{3}$/i;

/** `#fd0` is `#ffdd00`, and people write either. */
const colourOf = (text: string): string => {
  const colour = text.trim().toLowerCase();
  return SHORT_COLOUR.test(colour) ? colour.replace(/[0-9a-f]/g, '$&$&') : colour;
};

/** The whole profile, as the API replaces it. */
export const profileOf = (form: ProfileForm, before: GetShopResult | undefined): PutShopRequest => {
  const { name, storeName, email, phone, locale, timezone, supportContact, accountUrl, logoUrl } = form;
  const accentColor = colourOf(form.accentColor);
  const address = addressOf(form, before);
  const pickup = written({ place: placeOf(form, before), hours: form.hours, instructions: form.instructions });
  return {
    ...written({ storeName, email, phone, locale, timezone, supportContact, accountUrl, logoUrl, accentColor }),
    name: name.trim(),
    ...(address && { address }),
    ...(Object.keys(pickup).length > 0 && { pickup }),
  } as PutShopRequest;
};

/** How legible the accent is on white and under white; `undefined` while it is no colour. */
export const legibility = (accent: string): { readonly contrast: number; readonly isEnough: boolean } | undefined => {
  const colour = colourOf(accent);
  if (!COLOUR.test(colour)) return undefined;
  const contrast = contrastWithWhite(colour);
  return { contrast, isEnough: contrast >= MIN_CONTRAST };
};
