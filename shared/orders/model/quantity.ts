/** Quantities are decimals: pieces, or a weight or volume in `unit`. At most three fractional digits, so that sums stay exact. */
export const QUANTITY_FRACTION_DIGITS = 3;
const PARTS = 10 ** QUANTITY_FRACTION_DIGITS;

/** What a quantity counts where nothing is said. */
export const DEFAULT_UNIT = 'pc';

/** To the thousandth: what arithmetic on floats adds is far smaller. */
export const exactQuantity = (quantity: number): number => Math.round(quantity * PARTS) / PARTS;

/** The exact sum: `0.1 + 0.2` is `0.3`. */
export const sumOfQuantities = (...quantities: readonly number[]): number =>
  quantities.reduce((sum, quantity) => sum + Math.round(quantity * PARTS), 0) / PARTS;
