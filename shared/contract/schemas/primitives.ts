import Big from 'big.js';
import * as z from 'zod';
import { parcelNumberOf } from '../../search/normalize.ts';

/** Ids are the caller's own or ours; they never hold a character that separates the parts of a key. */
export const id = z
  .string()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@|+=-]*$/, 'Letters, digits and . _ : @ | + = - only');

export const text = (max: number) => z.string().trim().min(1).max(max);

const DECIMAL = /^(?:0|[1-9]\d{0,9})(?:\.\d{1,8})?$/;

/** Decimal text with at most ten whole and eight fractional digits; a JSON number becomes text at the door. */
export const money = z
  .union([z.string(), z.number()])
  .transform((amount) => (typeof amount === 'number' ? new Big(amount).toFixed() : amount))
  .pipe(z.string().regex(DECIMAL, 'A decimal amount with up to 8 fractional digits, not negative'))
  .meta({ examples: ['49.99'] });

/** Tokens of which the code is longer than the three letters of ISO 4217. */
const TOKENS = ['USDC', 'USDT', 'EURC', 'WETH', 'WBTC', 'BUSD', 'AVAX', 'MATIC', 'CUSD', 'CEUR', 'PYUSD', 'GUSD'];

/** ISO 4217 code, or the symbol of a token. Any case; answered in capitals. */
export const currency = z
  .string()
  .trim()
  .transform((code) => code.toUpperCase())
  .refine((code) => /^[A-Z]{3}$/.test(code) || TOKENS.includes(code), 'An ISO 4217 currency code or a known token');

/** ISO 8601 with a zone, or a date (its first moment, UTC). Kept in UTC with milliseconds, so that instants sort as text. */
export const instant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'An ISO 8601 date and time with a zone')
  .transform((value) => new Date(value).toISOString());

/** The end of a range: a date is its last moment, so that the day itself is in it. */
export const lastInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], 'An ISO 8601 date and time with a zone')
  .transform((value) => new Date(value.includes('T') ? value : `${value}T23:59:59.999Z`).toISOString());

/** Any case is understood; answers are lower case. */
export const statusName = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'A status name')
  .transform((name) => name.toLowerCase());

/** A built-in order type, or the id of a workflow that was added: those may have hyphens. */
export const orderType = z
  .string()
  .trim()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_-]*$/, 'An order type')
  .transform((name) => name.toLowerCase());

export const email = z.email().max(254);

/** Digits with separators, an optional leading plus; carriers' own normal form is made where the carrier is known. */
export const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s().-]{5,24}$/, 'A phone number');

export const locale = z.enum(['es', 'en', 'ro', 'ru']);

const MAX_METADATA_CHARACTERS = 16_384;

/** Free data of the caller, returned as it came. */
export const metadata = z
  .record(z.string().min(1).max(64), z.unknown())
  .refine((value) => JSON.stringify(value).length <= MAX_METADATA_CHARACTERS, 'At most 16 KB')
  .meta({ type: 'object' });

/** As printed on the label: separators are dropped, letters become capitals. */
export const trackingNumber = z
  .string()
  .transform(parcelNumberOf)
  .pipe(z.string().regex(/^[A-Z0-9]{4,40}$/, 'A tracking number of 4 to 40 letters and digits'));

/** A carrier's or delivery provider's short name. */
export const carrier = z
  .string()
  .trim()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{1,31}$/, 'A carrier name')
  .transform((name) => name.toLowerCase());

export const httpsUrl = z.url({ protocol: /^https?$/ }).max(2048);
