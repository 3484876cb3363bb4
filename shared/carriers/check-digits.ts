/**
 * Check digits that several carriers use; those of one carrier are in its folder. The rules, and the numbers of the
 * tests, are those of jkeen/tracking_number_data (MIT).
 */

/** The digits of a text of digits. */
export const digitsOf = (text: string): readonly number[] => [...text].map(Number);
/** The check digit of a number that ends with it. */
export const lastDigit = (text: string): number => Number(text.at(-1));
/** The serial that the last digit checks. */
export const withoutLast = (number: string): string => number.slice(0, -1);

/** Sum of the serial's digits, those at even and odd places (from 0) multiplied; the check digit fills it up to ten. */
export const fillsToTen = (serial: readonly number[], evens: number, odds: number): number =>
  (10 - (serial.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? evens : odds), 0) % 10)) % 10;

/** A check of numbers whose last digit fills the sum of their serial up to ten. */
export const fillsToTenOver =
  (serialOf: (number: string) => string, evens: number, odds: number) =>
  (number: string): boolean =>
    fillsToTen(digitsOf(serialOf(number)), evens, odds) === lastDigit(number);

const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** Universal Postal Union S10: two letters, eight digits, the check digit, a country. */
export const fitsS10 = (number: string): boolean => {
  const sum = digitsOf(number.slice(2, 10)).reduce((total, digit, i) => total + digit * (S10_WEIGHTS[i] ?? 0), 0);
  const check = 11 - (sum % 11);
  return (check === 10 ? 0 : check === 11 ? 5 : check) === Number(number.charAt(10));
};
