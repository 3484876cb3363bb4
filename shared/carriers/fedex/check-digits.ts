import { digitsOf, lastDigit } from '../check-digits.ts';

/** FedEx Express: weighted sum of the serial, modulo 11, modulo 10. */
export const fitsExpressWeights =
  (serialLength: number, weights: readonly [number, number, number]) =>
  (number: string): boolean => {
    const serial = digitsOf(number.slice(-1 - serialLength, -1));
    const sum = serial.reduce((total, digit, i) => total + digit * (weights[i % 3] ?? 0), 0);
    return (sum % 11) % 10 === lastDigit(number);
  };
