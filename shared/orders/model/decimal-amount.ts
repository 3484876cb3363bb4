/** Decimal text with up to 8 fractional digits; never a float. */
export type DecimalAmount = string;
