/** Check digits of tracking numbers. Each takes the compact number and answers whether its last digit fits. */

const digitsOf = (text: string): readonly number[] => [...text].map(Number);
const lastDigit = (text: string): number => Number(text.at(-1));

/** Sum of the serial's digits, those at even and odd places (from 0) multiplied; the check digit fills it up to ten. */
const fillsToTen = (serial: readonly number[], evens: number, odds: number): number =>
  (10 - (serial.reduce((sum, digit, i) => sum + digit * (i % 2 === 0 ? evens : odds), 0) % 10)) % 10;

export const fillsToTenOver =
  (serialOf: (number: string) => string, evens: number, odds: number) =>
  (number: string): boolean =>
    fillsToTen(digitsOf(serialOf(number)), evens, odds) === lastDigit(number);

/** UPS: letters count by their place in the alphabet, offset so that `A` is 2. */
export const fitsUps = (number: string): boolean => {
  const serial = [...number.slice(2, -1)].map((character) =>
    character >= 'A' ? (character.charCodeAt(0) - 3) % 10 : Number(character),
  );
  return fillsToTen(serial, 1, 2) === lastDigit(number);
};

/** FedEx Express: weighted sum of the serial, modulo 11, modulo 10. */
export const fitsFedexWeights =
  (serialLength: number, weights: readonly [number, number, number]) =>
  (number: string): boolean => {
    const serial = digitsOf(number.slice(-1 - serialLength, -1));
    const sum = serial.reduce((total, digit, i) => total + digit * (weights[i % 3] ?? 0), 0);
    return (sum % 11) % 10 === lastDigit(number);
  };

/** DHL Express: the serial's remainder by seven. */
export const fitsSeven = (number: string): boolean => Number(number.slice(0, -1)) % 7 === lastDigit(number);

const S10_WEIGHTS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** Universal Postal Union S10: two letters, eight digits, the check digit, a country. */
export const fitsS10 = (number: string): boolean => {
  const sum = digitsOf(number.slice(2, 10)).reduce((total, digit, i) => total + digit * (S10_WEIGHTS[i] ?? 0), 0);
  const check = 11 - (sum % 11);
  return (check === 10 ? 0 : check === 11 ? 5 : check) === Number(number.charAt(10));
};
