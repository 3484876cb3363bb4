import type { ZonedPlaces } from './zoned-places.ts';

/** Australia: by the first digits of the postcode (Australia Post), or by the state. */
const AUSTRALIA: ZonedPlaces = {
  digits: 4,
  postcodes: {
    'Australia/Darwin': '08-09',
    'Australia/Sydney': '02 1 2',
    'Australia/Broken_Hill': '2880',
    'Australia/Lord_Howe': '2898',
    'Pacific/Norfolk': '2899',
    'Australia/Melbourne': '3 8',
    'Australia/Brisbane': '4 9',
    'Australia/Adelaide': '5',
    'Australia/Perth': '6',
    'Australia/Eucla': '6443',
    'Indian/Christmas': '6798',
    'Indian/Cocos': '6799',
    'Australia/Hobart': '7',
  },
  regions: {
    'Australia/Sydney': 'NSW,New_South_Wales ACT,Australian_Capital_Territory',
    'Australia/Melbourne': 'VIC,Victoria',
    'Australia/Brisbane': 'QLD,Queensland',
    'Australia/Adelaide': 'SA,South_Australia',
    'Australia/Perth': 'WA,Western_Australia',
    'Australia/Hobart': 'TAS,Tasmania',
    'Australia/Darwin': 'NT,Northern_Territory',
    'Australia/Lord_Howe': 'Lord_Howe_Island',
  },
};

export const PLACES_IN_OCEANIA: Readonly<Record<string, ZonedPlaces>> = {
  AU: AUSTRALIA,
  NZ: {
    digits: 4,
    postcodes: { 'Pacific/Chatham': '8942 8016' },
    regions: { 'Pacific/Chatham': 'CIT,Chatham' },
  },
  PG: { postcodes: {}, regions: { 'Pacific/Bougainville': 'NSB,Bougainville' } },
  FM: {
    digits: 5,
    postcodes: { 'Pacific/Pohnpei': '96941', 'Pacific/Chuuk': '96942-96943', 'Pacific/Kosrae': '96944' },
    regions: { 'Pacific/Pohnpei': 'PNI,Pohnpei', 'Pacific/Kosrae': 'KSA,Kosrae' },
  },
  KI: {
    postcodes: {},
    regions: {
      'Pacific/Kiritimati': 'L,Line_Islands,Kiritimati,Tabuaeran,Teraina',
      'Pacific/Kanton': 'P,Phoenix_Islands,Kanton',
    },
  },
  PF: {
    postcodes: { 'Pacific/Marquesas': '98740-98742 98745-98746 98791-98796', 'Pacific/Gambier': '98755' },
    regions: { 'Pacific/Marquesas': 'Marquesas,Marquises', 'Pacific/Gambier': 'Gambier' },
  },
  UM: { postcodes: {}, regions: { 'Pacific/Wake': '79,Wake_Island', 'Pacific/Midway': '71,Midway' } },
};
