import type { NumberFormat } from '../contract/carrier-descriptor.ts';
import { CARRIERS, type CarrierId } from '../contract/carrier-registry.ts';
import { UNKNOWN_CARRIER } from '../contract/unknown-carrier.ts';
import { normalizeTrackingNumber } from './tracking-number.ts';

export type CheckDigit = 'fits' | 'does_not_fit' | 'none';

export interface CarrierCandidate {
  readonly carrier: CarrierId;
  /** Which of the carrier's forms: `express`, `1Z`, `s10`, … */
  readonly format: string;
  readonly checkDigit: CheckDigit;
  /** Higher is likelier. Comparable within one number only. */
  readonly score: number;
}

/** A check digit that fits by chance does so one time in ten; a prefix of the carrier's own says about as much. */
const CHECK_DIGIT_SCORE: Readonly<Record<CheckDigit, number>> = { fits: 3, none: 1, does_not_fit: -2 };
const DISTINCTIVE_SCORE = 3;

const candidateOf = (
  number: string,
  carrier: CarrierId,
  { format, fits, isDistinctive }: NumberFormat,
): CarrierCandidate => {
  const checkDigit = fits === undefined ? 'none' : fits(number) ? 'fits' : 'does_not_fit';
  const score = CHECK_DIGIT_SCORE[checkDigit] + (isDistinctive ? DISTINCTIVE_SCORE : 0);
  return { carrier, format, checkDigit, score };
};

/**
 * The carriers that the number may be of, likeliest first, one entry for each carrier. A check digit that does not fit
 * ranks a carrier low and does not rule it out: carriers issue numbers that break their own rule.
 */
export const detectCarriers = (trackingNumber: string): readonly CarrierCandidate[] => {
  const number = normalizeTrackingNumber(trackingNumber);
  if (number === undefined) return [];
  const candidates = CARRIERS.flatMap(({ id, numberFormats }) =>
    numberFormats.filter(({ pattern }) => pattern.test(number)).map((format) => candidateOf(number, id, format)),
  ).toSorted((a, b) => b.score - a.score);
  const seen = new Set<string>();
  return candidates.filter(({ carrier }) => !seen.has(carrier) && seen.add(carrier));
};

/**
 * The carrier whose format fits best, also where its check digit does not fit; `unknown` where none fits, or several fit
 * equally well. A number is never refused: the carrier can be corrected, and it is the merchant's to name.
 */
export const guessCarrier = (trackingNumber: string): CarrierId | typeof UNKNOWN_CARRIER => {
  const [best, next] = detectCarriers(trackingNumber);
  return best === undefined || best.score === next?.score ? UNKNOWN_CARRIER : best.carrier;
};
