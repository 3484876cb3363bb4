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
}

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
});

const written = <Fields extends object>(fields: Fields): Partial<Fields> =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== '' && value !== undefined),
  ) as Partial<Fields>;

const addressOf = ({ address }: GetShopResult): PutShopRequest['address'] => {
  if (!address) return undefined;
  const { name, line1, line2, city, region, postalCode, country } = address;
  return written({ name, line1, line2, city, region, postalCode, country }) as PutShopRequest['address'];
};

/** The whole profile, as the API replaces it: what the form does not show stays as it was. */
export const profileOf = (form: ProfileForm, before: GetShopResult | undefined): PutShopRequest => {
  const { name, hours, instructions, ...rest } = form;
  const address = before && addressOf(before);
  const pickup = written({ place: before?.pickup?.place, hours, instructions });
  return {
    ...written(rest),
    name: name.trim(),
    ...(address && { address }),
    ...(Object.keys(pickup).length > 0 && { pickup }),
  } as PutShopRequest;
};

const COLOUR = /^#[0-9a-f]{6}$/i;

/** How legible the accent is on white and under white; `undefined` while it is no colour. */
export const legibility = (accent: string): { readonly contrast: number; readonly isEnough: boolean } | undefined => {
  if (!COLOUR.test(accent.trim())) return undefined;
  const contrast = contrastWithWhite(accent.trim().toLowerCase());
  return { contrast, isEnough: contrast >= MIN_CONTRAST };
};
