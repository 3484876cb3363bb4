import type { ScanLocation } from '../orders/model/order.ts';

const regions = (zone: string, list: string): [string, string][] => list.split(' ').map((region) => [region, zone]);

/**
 * Countries of several times, by the region code that carriers print (ISO 3166-2 without the country). Where a region
 * has two times, the one that most of its people keep.
 */
const REGION_ZONES: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  US: new Map([
    ...regions('America/New_York', 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'),
    ...regions('America/Chicago', 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'),
    ...regions('America/Denver', 'CO ID MT NM UT WY'),
    ...regions('America/Phoenix', 'AZ'),
    ...regions('America/Los_Angeles', 'CA NV OR WA'),
    ...regions('America/Anchorage', 'AK'),
    ...regions('Pacific/Honolulu', 'HI'),
    ...regions('America/Puerto_Rico', 'PR VI'),
  ]),
  CA: new Map([
    ...regions('America/St_Johns', 'NL NF'),
    ...regions('America/Halifax', 'NB NS PE'),
    ...regions('America/Toronto', 'ON QC PQ NU'),
    ...regions('America/Winnipeg', 'MB'),
    ...regions('America/Regina', 'SK'),
    ...regions('America/Edmonton', 'AB NT'),
    ...regions('America/Vancouver', 'BC'),
    ...regions('America/Whitehorse', 'YT'),
  ]),
  AU: new Map([
    ...regions('Australia/Sydney', 'NSW NS ACT'),
    ...regions('Australia/Melbourne', 'VIC VI'),
    ...regions('Australia/Brisbane', 'QLD QL'),
    ...regions('Australia/Hobart', 'TAS TS'),
    ...regions('Australia/Adelaide', 'SA'),
    ...regions('Australia/Darwin', 'NT'),
    ...regions('Australia/Perth', 'WA'),
  ]),
  BR: new Map([
    ...regions('America/Sao_Paulo', 'AL AP BA CE DF ES GO MA MG PA PB PE PI PR RJ RN RS SC SE SP TO'),
    ...regions('America/Manaus', 'AM MS MT RO RR'),
    ...regions('America/Rio_Branco', 'AC'),
  ]),
  MX: new Map([
    ...regions('America/Tijuana', 'BC BCN'),
    ...regions('America/Hermosillo', 'SO SON'),
    ...regions('America/Mazatlan', 'BS BCS NA NAY SI SIN'),
    ...regions('America/Cancun', 'QR QROO ROO'),
    ...regions(
      'America/Mexico_City',
      'AG CH CM CO CL CS DF CMX DG EM MEX GR GT HG JA JAL MI MO NL OA PU QT SL TB TL TM VE YU ZA',
    ),
  ]),
  RU: new Map([
    ...regions('Europe/Moscow', 'MOW MOS SPE LEN KDA NIZ ROS VOR TUL TVE YAR'),
    ...regions('Asia/Yekaterinburg', 'SVE CHE PER TYU BA KHM'),
    ...regions('Asia/Novosibirsk', 'NVS'),
    ...regions('Asia/Krasnoyarsk', 'KYA'),
    ...regions('Asia/Vladivostok', 'PRI KHA'),
    ...regions('Europe/Kaliningrad', 'KGD'),
  ]),
  ES: new Map(regions('Atlantic/Canary', 'CN GC TF')),
  PT: new Map([...regions('Atlantic/Azores', '20 AC'), ...regions('Atlantic/Madeira', '30 MA')]),
};

/** Countries where next to everybody keeps one time, though an island or a border does not. */
const MAIN_ZONES: Readonly<Record<string, string>> = {
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  CN: 'Asia/Shanghai',
  UA: 'Europe/Kyiv',
  NZ: 'Pacific/Auckland',
  CL: 'America/Santiago',
  EC: 'America/Guayaquil',
  MN: 'Asia/Ulaanbaatar',
  PG: 'Pacific/Port_Moresby',
};

/** ECMA-402 has this method; the compiler's library does not know it yet. */
type LocaleWithZones = Intl.Locale & { readonly getTimeZones?: () => readonly string[] | undefined };

const offsetInJanuaryAndJuly = (zone: string): string =>
  [0, 6].map((month) => zoneOffsetMinutes(Date.UTC(2026, month, 15), zone)).join();

/** The zone of a country in which all clocks show the same time. */
const zoneOfCountry = (country: string): string | undefined => {
  if (!/^[A-Z]{2}$/.test(country)) return undefined;
  const locale: LocaleWithZones = new Intl.Locale(`und-${country}`);
  const zones = locale.getTimeZones?.() ?? [];
  return new Set(zones.map(offsetInJanuaryAndJuly)).size === 1 ? zones[0] : undefined;
};

const known = new Map<string, string | undefined>();

/** The time zone of a place; `undefined` where its country has several and the region says none of them. */
export const zoneOfPlace = (place: Pick<ScanLocation, 'country' | 'region'> | undefined): string | undefined => {
  const country = place?.country?.toUpperCase() ?? '';
  const region = place?.region?.toUpperCase() ?? '';
  const ofRegion = REGION_ZONES[country]?.get(region);
  if (ofRegion !== undefined || MAIN_ZONES[country] !== undefined) return ofRegion ?? MAIN_ZONES[country];
  if (!known.has(country)) known.set(country, zoneOfCountry(country));
  return known.get(country);
};

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  return format;
};

/** Minutes that a zone is ahead of UTC at a moment. */
export const zoneOffsetMinutes = (at: number, zone: string): number => {
  const name = formatOf(zone)
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const [, sign, hours, minutes = '0'] = /GMT([+-])(\d{2})(?::(\d{2}))?/.exec(name ?? '') ?? [];
  const ahead = Number(hours ?? 0) * 60 + Number(minutes);
  return sign === '-' ? -ahead : ahead;
};
