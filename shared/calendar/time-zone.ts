import { countryZone } from './country-zones.ts';
import { PLACES_IN_AMERICA } from './places-in-america.ts';
import { PLACES_IN_EUROPE_AND_ASIA } from './places-in-europe-and-asia.ts';
import { PLACES_IN_OCEANIA } from './places-in-oceania.ts';
import { indexOf, type PlaceIndex, zoneOfPostcode, zoneOfRegion } from './zoned-places.ts';

/** What says in which time zone a place lies. */
export interface Place {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly region?: string;
  readonly postalCode?: string;
  readonly city?: string;
}

/** Where nothing is known of a place. */
export const UNKNOWN_PLACE_ZONE = 'UTC';

const indexes = new Map<string, PlaceIndex | undefined>();

/** Made when a country is first asked for: most have one zone, and most functions see few countries. */
const placesOf = (country: string): PlaceIndex | undefined => {
  if (!indexes.has(country)) {
    const places = PLACES_IN_AMERICA[country] ?? PLACES_IN_EUROPE_AND_ASIA[country] ?? PLACES_IN_OCEANIA[country];
    indexes.set(country, places && indexOf(places));
  }
  return indexes.get(country);
};

const zoneWithin = ({ region, postalCode, city }: Place, country: string): string | undefined => {
  const places = placesOf(country);
  if (!places) return undefined;
  return (
    (postalCode === undefined ? undefined : zoneOfPostcode(places, postalCode)) ??
    (region === undefined ? undefined : zoneOfRegion(places, region, country)) ??
    // A city state, or a region's main town of the same name.
    (city === undefined ? undefined : zoneOfRegion(places, city, country))
  );
};

/** The zone that a place says itself; `undefined` where its country is not known, or has several and it does not say which. */
export const certainTimeZoneOf = (place: Place): string | undefined => {
  const country = place.country?.toUpperCase();
  if (country === undefined) return undefined;
  // Lists name the places that differ from most of their country.
  const saysWhere = place.postalCode !== undefined || place.region !== undefined || !placesOf(country);
  return zoneWithin(place, country) ?? (saysWhere ? countryZone(country) : undefined);
};

/**
 * IANA name of the time zone of a place: by postcode where its country has several zones, else by region, else the
 * country's. `UTC` where the country is not known.
 */
export const timeZoneOf = (place: Place | undefined): string => {
  const country = place?.country?.toUpperCase();
  if (place === undefined || country === undefined) return UNKNOWN_PLACE_ZONE;
  return zoneWithin(place, country) ?? countryZone(country) ?? UNKNOWN_PLACE_ZONE;
};
