/** Amounts as a language writes them: of mails and pages alike, and without the words of any language. */
const NATIONAL = new Set(Intl.supportedValuesOf('currency'));
const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (tag: string, currency: string): Intl.NumberFormat => {
  const key = `${tag} ${currency}`;
  const known = formats.get(key);
  if (known) return known;
  const options: Intl.NumberFormatOptions = NATIONAL.has(currency)
    ? { style: 'currency', currency }
    : { maximumFractionDigits: 8 };
  const format = new Intl.NumberFormat(tag, options);
  formats.set(key, format);
  return format;
};

/**
 * `12,50 €`, exact to the last digit; a token's code stands behind the number.
 *
 * @param amount Decimal text.
 * @param tag BCP 47.
 */
export const moneyIn = (tag: string, amount: string, currency: string): string => {
  // Text, not a float: `Intl` formats decimal text exactly.
  const text = formatOf(tag, currency).format(amount as Intl.StringNumericLiteral);
  return NATIONAL.has(currency) ? text : `${text} ${currency}`;
};
