/** The places of a country that has several time zones, by IANA name of the zone. Lists are text: there are many. */
export interface ZonedPlaces {
  /** How long a postcode of digits is: one that lost its leading zero in a spreadsheet gets it back. */
  readonly digits?: number;
  /** First characters of postcodes, `a-b` for a range; the longest that fits says the zone. */
  readonly postcodes: Readonly<Record<string, string>>;
  /** Codes (ISO 3166-2, without the country) and names of regions; `_` is a blank. */
  readonly regions: Readonly<Record<string, string>>;
}

interface PostcodeRange {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
}

/** What `ZonedPlaces` says, in the form that it is looked up in. */
export interface PlaceIndex {
  readonly digits: number | undefined;
  /** Longest first. */
  readonly ranges: readonly PostcodeRange[];
  readonly codes: ReadonlyMap<string, string>;
  /** Longest first. */
  readonly names: readonly (readonly [name: string, zone: string])[];
}

/** Up to three letters or digits are a code, which is right or is not; a name may go on. */
const MAX_CODE_CHARACTERS = 3;

/** Letters without marks, in lower case, words with one blank between. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

const longestFirst = (a: string, b: string): number => b.length - a.length;

export const indexOf = ({ digits, postcodes, regions }: ZonedPlaces): PlaceIndex => {
  const ranges = Object.entries(postcodes).flatMap(([zone, list]) =>
    list.split(' ').map((range): PostcodeRange => {
      const [from = '', to = from] = range.split('-');
      return { from, to, zone };
    }),
  );
  const regionNames = Object.entries(regions).flatMap(([zone, list]) =>
    list.split(/[ ,]/).map((name): readonly [string, string] => [folded(name.replaceAll('_', ' ')), zone]),
  );
  return {
    digits,
    ranges: ranges.toSorted((a, b) => longestFirst(a.from, b.from)),
    codes: new Map(regionNames.filter(([name]) => name.length <= MAX_CODE_CHARACTERS)),
    names: regionNames.filter(([name]) => name.length > MAX_CODE_CHARACTERS).toSorted(([a], [b]) => longestFirst(a, b)),
  };
};

/** A postcode as the ranges are written: without the country's letters before it, blanks and hyphens. */
const plainPostcode = (postcode: string, digits: number | undefined): string => {
  const plain = postcode.toUpperCase().replace(/[^A-Z0-9]/g, '');
  if (digits === undefined) return plain;
  const figures = plain.replace(/\D/g, '');
  return figures.length === digits - 1 ? `0${figures}` : figures;
};

export const zoneOfPostcode = ({ ranges, digits }: PlaceIndex, postcode: string): string | undefined => {
  const plain = plainPostcode(postcode, digits);
  return ranges.find(({ from, to }) => {
    const start = plain.slice(0, from.length);
    return start.length === from.length && start >= from && start <= to;
  })?.zone;
};

/** By its code, with or without the country before it (`US-TX`), or by the beginning of its name. */
export const zoneOfRegion = ({ codes, names }: PlaceIndex, region: string, country: string): string | undefined => {
  const plain = folded(region);
  const code = plain.startsWith(`${country.toLowerCase()} `) ? plain.slice(country.length + 1) : plain;
  return codes.get(code.replaceAll(' ', '')) ?? names.find(([name]) => ` ${plain}`.includes(` ${name}`))?.[1];
};
