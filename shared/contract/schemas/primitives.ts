import * as z from 'zod';
import { isDay } from '../../calendar/zoned-time.ts';
import { jsonBytes } from '../../json-bytes.ts';
import { languageOf } from '../language-of.ts';
import { readMailbox } from '../mailbox.ts';
import { fold, parcelNumberOf } from '../normalize.ts';
import { amountText, priceText } from './amounts.ts';
import { dayOrInstant } from './dates.ts';
import { shortened } from './texts.ts';
import { isRecord } from './without-blanks.ts';

export const text = (max: number) => z.string().trim().min(1).max(max);

const DECIMAL = /^(?:0|[1-9]\d{0,9})(?:\.\d{1,8})?$/;

const amount = (read: (value: string | number) => string) =>
  z
    .union([z.string(), z.number()])
    .transform((value) => read(value))
    .pipe(z.string().regex(DECIMAL, 'Must be a decimal amount, not negative, with at most 8 fractional digits'));

/**
 * Decimal text with at most ten whole and eight fractional digits; a JSON number becomes text at the door. More digits
 * are taken where they say nothing: zeros, or the noise of a float.
 */
export const money = amount(amountText).meta({
  description: 'A non-negative decimal amount with up to 8 significant fractional digits.',
  examples: ['49.99'],
});

/** A price of one piece or a fee: as money, and a float's quotient is rounded at the eighth digit. */
export const price = amount(priceText).meta({
  description: 'A non-negative decimal amount; a JSON number is rounded to 8 fractional digits.',
  examples: ['12.50'],
});

/** Tokens of which the code is longer than the three letters of ISO 4217. */
const TOKENS = ['USDC', 'USDT', 'EURC', 'WETH', 'WBTC', 'BUSD', 'AVAX', 'MATIC', 'CUSD', 'CEUR', 'PYUSD', 'GUSD'];

/** ISO 4217 code, or the symbol of a token. Any case; returned in capitals. */
export const currency = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .refine(
    (code) => /^[A-Z]{3}$/.test(code) || TOKENS.includes(code),
    'Must be an ISO 4217 currency code or a known token',
  );

/** When something was done: a day, where the hour does not count, is its first moment, UTC. */
export const instant = dayOrInstant.transform((at) => (isDay(at) ? `${at}T00:00:00.000Z` : at));

/** Any case is accepted; responses are lower case. */
export const statusName = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'Must be the name of a status: letters, digits and _')
  .transform((name) => name.toLowerCase());

/** A built-in order type, or the id of a workflow that was added: those may have hyphens. */
export const orderType = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'Must be an order type: letters, digits, _ and -')
  .transform((name) => name.toLowerCase());

/**
 * An address with letters of any script (RFC 6531): as it was written, its domain in lower case. The form with a name,
 * `Ana Ruiz <ana@example.com>`, and a full stop behind it are understood.
 */
export const email = z
  .string()
  .transform((text, context) => {
    const mailbox = readMailbox(text);
    if (mailbox !== undefined) return mailbox;
    context.addIssue({ code: 'custom', message: 'Must be an e-mail address' });
    return z.NEVER;
  })
  .meta({ format: 'idn-email', examples: ['ana@example.com'] });

const MAX_PHONE_CHARACTERS = 64;

/** Kept as it was written, with extension and all; where it can be dialled from abroad, E.164 stands beside it. */
export const phone = z
  .string()
  .trim()
  .min(1)
  .transform((text) => shortened(text, MAX_PHONE_CHARACTERS))
  .meta({
    description: `A telephone number in any notation. Truncated to ${MAX_PHONE_CHARACTERS} characters.`,
    examples: ['+34 600 111 222', '(0034) 600-111-222 ext. 4'],
    'x-lenient': true,
  });

const MAX_LANGUAGE_CHARACTERS = 200;
const LANGUAGE_DESCRIPTION =
  'The language of texts (`es`, `en`, `ro` or `ru`) as a case-insensitive BCP 47 tag, with `-` or `_`, or a list in order of preference.';

/** A language that a shop or browser names, as written; `languageOf` finds the one of ours. */
export const localeTag = z
  .string()
  .trim()
  .min(1)
  .transform((tag) => shortened(tag, MAX_LANGUAGE_CHARACTERS))
  .meta({
    description: `${LANGUAGE_DESCRIPTION} Any other value is stored in \`metadata.asWritten\`, and texts are in Spanish.`,
    examples: ['es', 'es-ES', 'en_US'],
    'x-lenient': true,
  });

/** A language of ours, which is stored as one: another is refused. */
export const ownLanguage = z.string().transform((tag, context) => {
  const known = languageOf(tag);
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: 'Must be one of es, en, ro, ru' });
  return z.NEVER;
});

/** A language to read in: nothing where none of ours is named, so that the next best decides. */
export const locale = z
  .string()
  .transform((tag) => languageOf(tag))
  .meta({ description: LANGUAGE_DESCRIPTION, examples: ['es', 'en-GB'], 'x-lenient': true });

const MAX_METADATA_BYTES = 16_384;
const MAX_METADATA_DEPTH = 64;

/** Bounded before anything that calls itself for each level looks at it. */
const isShallow = (value: unknown): boolean => {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= MAX_METADATA_DEPTH; depth += 1) {
    level = level.flatMap((inner) => (typeof inner === 'object' && inner !== null ? Object.values(inner) : []));
    if (level.length === 0) return true;
  }
  return false;
};

const fitsMetadata = (value: unknown): boolean =>
  value !== undefined && isShallow(value) && jsonBytes(value) <= MAX_METADATA_BYTES;

const isData = (value: unknown): boolean =>
  value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);

/** Free data of the caller, returned as it came. What is no object is returned as `value` of one. */
export const metadata = z
  .unknown()
  .refine(isData, 'Must be JSON')
  .refine(fitsMetadata, `Must have at most 16 KB of JSON, in at most ${MAX_METADATA_DEPTH} levels`)
  .transform((value): Readonly<Record<string, unknown>> => (isRecord(value) ? value : { value }))
  .meta({
    description:
      'Custom data, up to 16 KB of JSON, returned unchanged. A value that is not an object is returned as `{"value": …}`.',
    type: 'object',
    additionalProperties: {},
    'x-lenient': true,
  });

/** As printed on the label: separators are dropped, letters become capitals. */
export const trackingNumber = z
  .string()
  .transform(parcelNumberOf)
  .pipe(z.string().regex(/^[A-Z0-9]{4,40}$/, 'Must be a tracking number of 4 to 40 letters and digits'));

/** A carrier's name as an id: `Royal Mail®` is `royal-mail`. */
const carrierIdOf = (name: string): string =>
  fold(name.replace(/[®©™℠]/g, ' '))
    .replace(/[^\p{L}\p{N}_-]+/gu, '-')
    .replace(/^[-_]+|[-_]+$/g, '');

/** A carrier or delivery provider, as people name it. */
export const carrier = z
  .string()
  .transform(carrierIdOf)
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{1,31}$/u, 'Must be the name of a carrier: 2 to 32 characters'));
