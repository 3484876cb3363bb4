import { describe, expect, it } from 'vitest';
import { countryCode } from '../../../shared/calendar/country.ts';
import { PLACES_IN_AMERICA } from '../../../shared/calendar/places-in-america.ts';
import { PLACES_IN_EUROPE_AND_ASIA } from '../../../shared/calendar/places-in-europe-and-asia.ts';
import { PLACES_IN_OCEANIA } from '../../../shared/calendar/places-in-oceania.ts';
import { timeZoneOf } from '../../../shared/calendar/time-zone.ts';
import { offsetAt } from '../../../shared/calendar/zoned-time.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const COUNTRIES = LETTERS.flatMap((first) => LETTERS.map((second) => first + second)).filter(
  (code) => countryCode(code) === code,
);
const PLACES = { ...PLACES_IN_AMERICA, ...PLACES_IN_EUROPE_AND_ASIA, ...PLACES_IN_OCEANIA };

describe('the time zone of a place', () => {
  it('is known for every country, and to the platform', () => {
    expect(COUNTRIES).toHaveLength(250);
    for (const country of COUNTRIES) {
      const zone = timeZoneOf({ country });
      expect([country, zone === 'UTC']).toEqual([country, false]);
      expect(Number.isFinite(offsetAt(Date.parse('2026-11-27'), zone)), zone).toBe(true);
    }
  });

  it('is one that the platform knows for every region and postcode of the tables', () => {
    const zones = Object.values(PLACES).flatMap(({ postcodes, regions }) => [
      ...Object.keys(postcodes),
      ...Object.keys(regions),
    ]);
    expect(zones.length).toBeGreaterThan(100);
    for (const zone of zones) expect(Number.isFinite(offsetAt(Date.parse('2026-11-27'), zone)), zone).toBe(true);
  });

  it('has no postcode twice, in two zones', () => {
    for (const [country, { postcodes }] of Object.entries(PLACES)) {
      const prefixes = Object.values(postcodes).flatMap((list) =>
        list.split(' ').flatMap((range) => {
          const [from = '', to = from] = range.split('-');
          return /^\d+$/.test(from)
            ? Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) =>
                String(Number(from) + i).padStart(from.length, '0'),
              )
            : [from];
        }),
      );
      const twice = prefixes.filter((prefix, i) => prefixes.indexOf(prefix) !== i);
      expect([country, twice]).toEqual([country, []]);
    }
  });

  it.each([
    [{ country: 'US', region: 'IL', postalCode: '60601' }, 'America/Chicago'],
    [{ country: 'us', region: 'Illinois' }, 'America/Chicago'],
    [{ country: 'US', region: 'US-TX' }, 'America/Chicago'],
    [{ country: 'US', region: 'TX', postalCode: '79901' }, 'America/Denver'],
    [{ country: 'US', region: 'FL', postalCode: '32501-1234' }, 'America/Chicago'],
    [{ country: 'US', region: 'FL', postalCode: '33101' }, 'America/New_York'],
    [{ country: 'US', region: 'TN', postalCode: '37902' }, 'America/New_York'],
    [{ country: 'US', region: 'AZ', postalCode: '86504' }, 'America/Denver'],
    [{ country: 'US', region: 'IN', postalCode: '47713' }, 'America/Chicago'],
    [{ country: 'US', region: 'OR', postalCode: '97914' }, 'America/Boise'],
    [{ country: 'US', region: 'MI', postalCode: '49938' }, 'America/Chicago'],
    // A spreadsheet took the zero away: Boston.
    [{ country: 'US', postalCode: '2134' }, 'America/New_York'],
    [{ country: 'US', region: 'D.C.' }, 'America/New_York'],
    [{ country: 'US', region: 'West Virginia' }, 'America/New_York'],
    [{ country: 'US', region: 'Arkansas' }, 'America/Chicago'],
    [{ country: 'US', region: 'HI' }, 'Pacific/Honolulu'],
    [{ country: 'US', postalCode: '99546' }, 'America/Adak'],
    [{ country: 'US', region: 'PR', postalCode: '00901' }, 'America/Puerto_Rico'],
    [{ country: 'US', region: 'GU' }, 'Pacific/Guam'],
    // Nothing more is known: a day has ended in all of the mainland.
    [{ country: 'US' }, 'America/Los_Angeles'],
    [{ country: 'CA', postalCode: 'M5V 2T6' }, 'America/Toronto'],
    [{ country: 'CA', postalCode: 'a1a1a1' }, 'America/St_Johns'],
    [{ country: 'CA', region: 'Québec' }, 'America/Toronto'],
    [{ country: 'CA', region: 'SK' }, 'America/Regina'],
    [{ country: 'CA', postalCode: 'X0A 0H0' }, 'America/Iqaluit'],
    [{ country: 'AU', region: 'N.S.W.' }, 'Australia/Sydney'],
    [{ country: 'AU', postalCode: '0800' }, 'Australia/Darwin'],
    [{ country: 'AU', postalCode: '800' }, 'Australia/Darwin'],
    [{ country: 'AU', region: 'WA', postalCode: '6000' }, 'Australia/Perth'],
    [{ country: 'AU', postalCode: '2880' }, 'Australia/Broken_Hill'],
    [{ country: 'BR', region: 'AM' }, 'America/Manaus'],
    [{ country: 'BR', postalCode: '01310-100' }, 'America/Sao_Paulo'],
    [{ country: 'BR', region: 'Mato Grosso do Sul' }, 'America/Campo_Grande'],
    [{ country: 'BR', region: 'Paraná' }, 'America/Sao_Paulo'],
    [{ country: 'BR', postalCode: '69900-000' }, 'America/Rio_Branco'],
    [{ country: 'MX', postalCode: '06600' }, 'America/Mexico_City'],
    [{ country: 'MX', postalCode: '6600' }, 'America/Mexico_City'],
    [{ country: 'MX', region: 'Baja California' }, 'America/Tijuana'],
    [{ country: 'MX', region: 'Baja California Sur' }, 'America/Mazatlan'],
    [{ country: 'MX', postalCode: '77500' }, 'America/Cancun'],
    [{ country: 'MX', postalCode: '32000' }, 'America/Ciudad_Juarez'],
    [{ country: 'RU', postalCode: '630099' }, 'Asia/Novosibirsk'],
    [{ country: 'RU', postalCode: '236022' }, 'Europe/Kaliningrad'],
    [{ country: 'RU', region: 'Свердловская область' }, 'Asia/Yekaterinburg'],
    [{ country: 'RU', region: 'Sakhalin Oblast' }, 'Asia/Sakhalin'],
    [{ country: 'RU', region: 'Республика Саха (Якутия)' }, 'Asia/Yakutsk'],
    [{ country: 'RU', city: 'Владивосток', region: 'Приморский край' }, 'Asia/Vladivostok'],
    [{ country: 'RU', city: 'Омск' }, 'Asia/Omsk'],
    [{ country: 'RU' }, 'Europe/Moscow'],
    [{ country: 'ID', region: 'Bali' }, 'Asia/Makassar'],
    [{ country: 'ID', postalCode: '99111' }, 'Asia/Jayapura'],
    [{ country: 'ID', postalCode: '10110' }, 'Asia/Jakarta'],
    [{ country: 'ES', postalCode: '35001' }, 'Atlantic/Canary'],
    [{ country: 'ES', region: 'Santa Cruz de Tenerife' }, 'Atlantic/Canary'],
    [{ country: 'ES', postalCode: '8001' }, 'Europe/Madrid'],
    [{ country: 'ES', region: 'Madrid', postalCode: '28013' }, 'Europe/Madrid'],
    [{ country: 'PT', postalCode: '9500-150' }, 'Atlantic/Azores'],
    [{ country: 'PT', region: 'Madeira' }, 'Atlantic/Madeira'],
    [{ country: 'PT', postalCode: '1100-148' }, 'Europe/Lisbon'],
    [{ country: 'FR', postalCode: '97400' }, 'Indian/Reunion'],
    [{ country: 'FR', postalCode: '75001' }, 'Europe/Paris'],
    [{ country: 'KZ', region: 'Atyrau' }, 'Asia/Almaty'],
    [{ country: 'CL', region: 'Magallanes' }, 'America/Punta_Arenas'],
    [{ country: 'CL', postalCode: '2770000' }, 'Pacific/Easter'],
    [{ country: 'EC', region: 'Galápagos' }, 'Pacific/Galapagos'],
    [{ country: 'EC', region: 'Pichincha' }, 'America/Guayaquil'],
    [{ country: 'NZ', postalCode: '8942' }, 'Pacific/Chatham'],
    [{ country: 'KI', region: 'Line Islands' }, 'Pacific/Kiritimati'],
    [{ country: 'MN', region: 'Khovd' }, 'Asia/Hovd'],
    [{ country: 'CD', region: 'Haut-Katanga' }, 'Africa/Lubumbashi'],
    [{ country: 'XK' }, 'Europe/Belgrade'],
    [{ country: 'SG', city: 'Singapore' }, 'Asia/Singapore'],
    [{ region: 'TX' }, 'UTC'],
    [{ country: 'ZZ' }, 'UTC'],
    [undefined, 'UTC'],
  ])('%j: %s', (place, zone) => expect(timeZoneOf(place)).toBe(zone));

  it('is the same all over Kazakhstan, as the law has it since 2024', () => {
    const zones = ['Asia/Almaty', 'Asia/Aqtau', 'Asia/Aqtobe', 'Asia/Atyrau', 'Asia/Oral', 'Asia/Qostanay'];
    expect(new Set(zones.map((zone) => offsetAt(Date.parse('2026-11-27'), zone)))).toEqual(new Set([5 * 3_600_000]));
  });
});
