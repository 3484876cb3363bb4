import { describe, expect, it } from 'vitest';
import { zoneOffsetMinutes, zoneOfPlace } from '../../../shared/carriers/place-zone.ts';

const WINTER = Date.parse('2026-01-15T12:00:00Z');
const SUMMER = Date.parse('2026-07-15T12:00:00Z');
const hoursAt = (country: string, region: string | undefined, at: number): number | undefined => {
  const zone = zoneOfPlace({ country, ...(region !== undefined && { region }) });
  return zone === undefined ? undefined : zoneOffsetMinutes(at, zone) / 60;
};

/** Regions by country, with the hours that their clocks are ahead of UTC in January and in July. */
const CLOCKS: Readonly<Record<string, readonly (readonly [january: number, july: number, regions: string])[]>> = {
  US: [
    [-5, -4, 'CT DC DE FL GA IN KY MA MD ME MI NC NH NJ NY OH PA RI SC VA VT WV'],
    [-6, -5, 'AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI'],
    [-7, -6, 'CO ID MT NM UT WY'],
    [-7, -7, 'AZ'],
    [-8, -7, 'CA NV OR WA'],
    [-9, -8, 'AK'],
    [-10, -10, 'HI'],
    [-4, -4, 'PR VI'],
  ],
  CA: [
    [-3.5, -2.5, 'NL NF'],
    [-4, -3, 'NB NS PE'],
    [-5, -4, 'ON QC PQ NU'],
    [-6, -5, 'MB'],
    [-6, -6, 'SK'],
    [-7, -6, 'AB NT'],
    [-7, -7, 'YT'],
    [-8, -7, 'BC'],
  ],
  AU: [
    [11, 10, 'NSW NS ACT VIC VI TAS TS'],
    [10, 10, 'QLD QL'],
    [10.5, 9.5, 'SA'],
    [9.5, 9.5, 'NT'],
    [8, 8, 'WA'],
  ],
  BR: [
    [-3, -3, 'AL AP BA CE DF ES GO MA MG PA PB PE PI PR RJ RN RS SC SE SP TO'],
    [-4, -4, 'AM MS MT RO RR'],
    [-5, -5, 'AC'],
  ],
  MX: [
    [-8, -7, 'BC BCN'],
    [-7, -7, 'SO SON BS BCS NA NAY SI SIN'],
    [-5, -5, 'QR QROO ROO'],
    [-6, -6, 'AG CH CM CO CL CS DF CMX DG EM MEX GR GT HG JA JAL MI MO NL OA PU QT SL TB TL TM VE YU ZA'],
  ],
  RU: [
    [3, 3, 'MOW MOS SPE LEN KDA NIZ ROS VOR TUL TVE YAR'],
    [5, 5, 'SVE CHE PER TYU BA KHM'],
    [7, 7, 'NVS KYA'],
    [10, 10, 'PRI KHA'],
    [2, 2, 'KGD'],
  ],
  ES: [[0, 1, 'CN GC TF']],
  PT: [
    [-1, 0, '20 AC'],
    [0, 1, '30 MA'],
  ],
};

describe.each(Object.entries(CLOCKS))('the clocks of %s', (country, groups) => {
  it.each(groups)('are %d hours ahead in January and %d in July, in %s', (january, july, regions) => {
    for (const region of regions.split(' ')) {
      const hours = [hoursAt(country, region, WINTER), hoursAt(country, region, SUMMER)];
      expect([region, ...hours]).toEqual([region, january, july]);
    }
  });
});

it.each([
  ['ES', 1, 2],
  ['PT', 0, 1],
  ['CN', 8, 8],
  ['UA', 2, 3],
  ['NZ', 13, 12],
  ['CL', -3, -4],
  ['EC', -5, -5],
  ['MN', 8, 8],
  ['PG', 10, 10],
  ['DE', 1, 2],
  ['GB', 0, 1],
  ['IN', 5.5, 5.5],
  ['JP', 9, 9],
])('%s keeps one time, %d hours ahead in January and %d in July, in whatever region', (country, january, july) => {
  for (const region of [undefined, '', 'M']) {
    expect([hoursAt(country, region, WINTER), hoursAt(country, region, SUMMER)]).toEqual([january, july]);
  }
});

it.each(['US', 'CA', 'AU', 'BR', 'MX', 'RU'])('%s alone says no time, nor does a region that it has not', (country) => {
  expect([hoursAt(country, undefined, WINTER), hoursAt(country, '??', WINTER)]).toEqual([undefined, undefined]);
});
