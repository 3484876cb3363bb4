import { once } from '../made-on-demand.ts';
import { ISO_CODES, OTHER_CODES, OTHER_LANGUAGES, OTHER_NAMES } from './country-names.ts';

const ALPHA_2_LENGTH = 2;

const codes = (): readonly string[] => ISO_CODES.split(' ').map((pair) => pair.slice(0, ALPHA_2_LENGTH));
const alpha2ByCode = once(
  (): ReadonlyMap<string, string> =>
    new Map([
      ...Object.entries(OTHER_CODES),
      ...ISO_CODES.split(' ').flatMap((pair): [string, string][] => {
        const alpha2 = pair.slice(0, ALPHA_2_LENGTH);
        return [
          [alpha2, alpha2],
          [pair.slice(ALPHA_2_LENGTH), alpha2],
        ];
      }),
    ]),
);

/** The product's languages, in which shops write a country's name. */
const LANGUAGES = ['en', 'es', 'ro', 'ru'] as const;
/** Longer than any country's name: longer texts are not looked into. */
const MAX_CHARACTERS = 100;
const REGIONAL_INDICATOR_A = 0x1f1e6;

/** Words that one writes and another leaves out: `Bosnia and Herzegovina`, `Bosnia & Herzegovina`. */
const CONNECTING: ReadonlySet<string> = new Set(['and', 'y', 'e', 'si', 'и', 'und', 'et']);
const SAINT: ReadonlySet<string> = new Set(['st', 'sf']);

const folded = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !CONNECTING.has(word))
    .map((word) => (SAINT.has(word) ? 'saint' : word))
    .join(' ');

type Names = ReadonlyMap<string, string>;

const namesIn = (languages: readonly string[]): readonly [string, string][] =>
  languages
    .flatMap((language) =>
      (['long', 'short'] as const).map((style) => new Intl.DisplayNames([language], { type: 'region', style })),
    )
    .flatMap((names) => codes().map((code): [string, string] => [folded(names.of(code) ?? code), code]));

const known = (): Names =>
  new Map([
    ...namesIn(LANGUAGES),
    ...Object.entries(OTHER_NAMES).flatMap(([code, names]) =>
      names.split('|').map((name): [string, string] => [folded(name), code]),
    ),
  ]);

const unambiguous = (names: readonly [string, string][]): Names =>
  new Map(
    [...Map.groupBy(names, ([name]) => name)].flatMap(([name, pairs]) => {
      const codes = new Set(pairs.map(([, code]) => code));
      const [only] = codes;
      return codes.size === 1 && only !== undefined ? [[name, only]] : [];
    }),
  );

let ours: Names | undefined;
let others: Names | undefined;

/** Made on first use: it takes some tens of milliseconds, and most shops send codes. */
const byName = (name: string): string | undefined => {
  ours ??= known();
  const code = ours.get(name);
  if (code !== undefined) return code;
  others ??= unambiguous(namesIn(OTHER_LANGUAGES));
  return others.get(name);
};

/** `Netherlands (the)`, `The Netherlands`, `Republic of Cyprus`, `República de Chipre` without what is not the name. */
const shorterNames = (name: string): readonly string[] => [
  name,
  name.replace(/^(?:the|la|el|las|los) /, '').replace(/ the$/, ''),
  name.replace(/^(?:the )?(?:republic|kingdom|state|principality|grand duchy|commonwealth) of (?:the )?/, ''),
  name.replace(/ (?:republic|kingdom|state|principality) of$/, ''),
  name.replace(/^(?:republica|reino|estado|principado|regatul|republica islamica)(?: de| del| de la)? /, ''),
  name.replace(/^(?:республика|королевство) | республика$/, ''),
];

const FLAGS = /[\u{1f1e6}-\u{1f1ff}]{2}/gu;

/** A flag is two letters in another alphabet. Beside a name it says nothing. */
const withoutFlag = (text: string): string =>
  (text.replace(FLAGS, '').trim() || text).replace(/[\u{1f1e6}-\u{1f1ff}]/gu, (letter) =>
    String.fromCharCode((letter.codePointAt(0) ?? REGIONAL_INDICATOR_A) - REGIONAL_INDICATOR_A + 'A'.charCodeAt(0)),
  );

/** A code with dots or spaces (`U.S.A.`), or with the part of the country behind it (ISO 3166-2, `ES-MD`). */
const byCode = (text: string): string | undefined => {
  const upper = text.toUpperCase();
  const [, country] = /^([A-Z]{2})-[A-Z0-9]{1,3}$/.exec(upper) ?? [];
  const found = alpha2ByCode().get(upper.replace(/[.\s]/g, ''));
  return found ?? (country === undefined ? undefined : alpha2ByCode().get(country));
};

/**
 * The ISO 3166-1 alpha-2 code of a country that is given by a code of two or three letters, or by its name in one of the
 * product's languages or its own (Unicode CLDR's names, through `Intl`, and what people write besides). `undefined`
 * where no country is meant.
 */
export const countryCode = (given: string): string | undefined => {
  const text = withoutFlag(given.trim());
  if (text === '' || text.length > MAX_CHARACTERS) return undefined;
  const code = byCode(text);
  if (code !== undefined) return code;
  const spellings = [text, text.replace(/\([^)(]{0,100}\)/, ''), text.replaceAll('.', '')];
  const named = spellings.map(folded).flatMap(shorterNames);
  return named
    .filter((name) => name.length > 1)
    .map(byName)
    .find((found) => found !== undefined);
};
