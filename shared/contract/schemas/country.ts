/** ISO 3166-1 alpha-2, officially assigned, and XK, which carriers and Unicode CLDR use for Kosovo. */
const CODES: ReadonlySet<string> = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY ' +
    'BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK ' +
    'FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR ' +
    'IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ' +
    'ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM ' +
    'PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF ' +
    'TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW ' +
    'XK'
  ).split(' '),
);

/** What people write for a country besides its code and its name; three letters are ISO 3166-1 alpha-3. */
const ALIASES: Readonly<Record<string, string>> = {
  UK: 'GB',
  GBR: 'GB',
  USA: 'US',
  ESP: 'ES',
  FRA: 'FR',
  DEU: 'DE',
  ITA: 'IT',
  PRT: 'PT',
  ROU: 'RO',
  MDA: 'MD',
  RUS: 'RU',
  UKR: 'UA',
};

/** The product's languages, in which shops write a country's name. */
const LANGUAGES = ['en', 'es', 'ro', 'ru'] as const;

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .toLowerCase();

let byName: ReadonlyMap<string, string> | undefined;

/** Made on first use: it takes some tens of milliseconds, and most shops send codes. */
const countriesByName = (): ReadonlyMap<string, string> => {
  byName ??= new Map(
    LANGUAGES.map((language) => new Intl.DisplayNames([language], { type: 'region' })).flatMap((names) =>
      [...CODES].map((code): [string, string] => [folded(names.of(code) ?? code), code]),
    ),
  );
  return byName;
};

/**
 * The ISO 3166-1 alpha-2 code of a country that is given by its code, or by its name in one of the product's languages
 * (Unicode CLDR's names, through `Intl`). `undefined` where no country is meant.
 */
export const countryCode = (text: string): string | undefined => {
  const upper = text.trim().toUpperCase();
  if (CODES.has(upper)) return upper;
  return ALIASES[upper] ?? (upper.length > 3 ? countriesByName().get(folded(text)) : undefined);
};
