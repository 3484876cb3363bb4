/** E.164 numbers from what people write. A number that could be another's is not guessed: it is stored as written only. */

/** ITU-T E.164 country codes that are assigned to countries. */
const CALLING_CODES: ReadonlySet<string> = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 ' +
    '90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 ' +
    '238 239 240 241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 ' +
    '267 268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 380 ' +
    '381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 594 595 596 597 ' +
    '598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 692 850 852 853 855 856 ' +
    '880 886 960 961 962 963 964 965 966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998'
  ).split(' '),
);
/** Where a national number keeps the zero that it begins with. */
const ZERO_STAYS: ReadonlySet<string> = new Set(['39', '378', '225', '229', '241', '242']);

interface NationalPlan {
  readonly code: string;
  /** Dialled before a national number at home, and never from abroad. */
  readonly trunk?: string;
  readonly national: RegExp;
}

/** Plans in which the length and the first digits identify a national number for certain. */
const PLANS: Readonly<Record<string, NationalPlan>> = {
  ES: { code: '34', national: /^[5-9]\d{8}$/ },
  RO: { code: '40', trunk: '0', national: /^[237-9]\d{8}$/ },
  MD: { code: '373', trunk: '0', national: /^[235-9]\d{7}$/ },
  RU: { code: '7', trunk: '8', national: /^[3-9]\d{9}$/ },
  KZ: { code: '7', trunk: '8', national: /^7\d{9}$/ },
  UA: { code: '380', trunk: '0', national: /^[3-9]\d{8}$/ },
  US: { code: '1', trunk: '1', national: /^[2-9]\d{9}$/ },
  CA: { code: '1', trunk: '1', national: /^[2-9]\d{9}$/ },
  GB: { code: '44', trunk: '0', national: /^[1-357-9]\d{8,9}$/ },
  FR: { code: '33', trunk: '0', national: /^[1-9]\d{8}$/ },
  CH: { code: '41', trunk: '0', national: /^[2-9]\d{8}$/ },
  NL: { code: '31', trunk: '0', national: /^[1-7]\d{8}$/ },
  PT: { code: '351', national: /^[236-9]\d{8}$/ },
  PL: { code: '48', national: /^[1-9]\d{8}$/ },
  CZ: { code: '420', national: /^[2-9]\d{8}$/ },
  DK: { code: '45', national: /^[2-9]\d{7}$/ },
  NO: { code: '47', national: /^[2-9]\d{7}$/ },
  GR: { code: '30', national: /^[2679]\d{9}$/ },
  MX: { code: '52', national: /^[2-9]\d{9}$/ },
  CO: { code: '57', national: /^[36]\d{9}$/ },
  CL: { code: '56', national: /^[2-9]\d{8}$/ },
};
const PLAN_BY_CODE: ReadonlyMap<string, NationalPlan> = new Map(
  Object.values(PLANS)
    .toReversed()
    .map((plan) => [plan.code, plan]),
);
/** Russia and Kazakhstan share a code: from abroad either's numbers fit. */
const NORTH_AMERICA = '1';

/** `ext. 4021`, `x12`, `доб. 5`, `;ext=3`, `#7`: what is dialled after somebody has answered. */
const EXTENSION = /(?:;?\s?ext(?:ension|\.)?|extensi[oó]n|\bint(?:erior)?\b\.?|доб\.?|x|#)[\s:.=-]{0,3}\d{1,8}$/iu;
const SEPARATED_DIGITS = /^\+?[\d\s().\-–·]+$/u;
const MAX_CHARACTERS = 64;
const LENGTH = { min: 8, max: 15 };

/** Digits of other scripts (Arabic, Persian, full width) as ASCII. */
const withAsciiDigits = (text: string): string =>
  text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String((digit.codePointAt(0) ?? 0) % 16));

const nationalOf = (plan: NationalPlan, digits: string): string | undefined => {
  if (plan.national.test(digits)) return digits;
  const { trunk } = plan;
  const bare = trunk !== undefined && digits.startsWith(trunk) ? digits.slice(trunk.length) : '';
  return plan.national.test(bare) ? bare : undefined;
};

const international = (digits: string): string | undefined => {
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((prefix) => CALLING_CODES.has(prefix));
  if (code === undefined) return undefined;
  const rest = digits.slice(code.length);
  const plan = PLAN_BY_CODE.get(code);
  const national = plan ? nationalOf(plan, rest) : rest;
  const isOpen = plan === undefined && rest.startsWith('0') && !ZERO_STAYS.has(code);
  if (national === undefined || isOpen) return undefined;
  const number = `${code}${national}`;
  return number.length >= LENGTH.min && number.length <= LENGTH.max ? `+${number}` : undefined;
};

/**
 * The number in E.164 (ITU-T), where it is certain: written with its country code, or national in the plan of the
 * country. An extension is not part of it. `undefined` where the text names no number, several, or one that depends on
 * where it is dialled.
 *
 * @param country ISO 3166-1 alpha-2, of the address that the number belongs to.
 */
export const e164Of = (phone: string, country?: string): string | undefined => {
  if (phone.length > MAX_CHARACTERS) return undefined;
  const written = withAsciiDigits(phone.trim()).replace(/^tel:/i, '').replace(EXTENSION, '').trim();
  if (!SEPARATED_DIGITS.test(written)) return undefined;
  const digits = written.replace('(0)', '').replace(/\D/g, '');
  const plan = country === undefined ? undefined : PLANS[country];
  if (written.startsWith('+')) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (plan?.code === NORTH_AMERICA && digits.startsWith('011')) return international(digits.slice('011'.length));
  const national = plan && nationalOf(plan, digits);
  return national === undefined ? undefined : `+${plan?.code}${national}`;
};
