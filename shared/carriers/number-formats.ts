import { fillsToTenOver, fitsFedexWeights, fitsS10, fitsSeven, fitsUps } from './check-digits.ts';

/** Carriers whose numbers can be told by their form. Uber and DoorDash number nothing that a person would type. */
export type NumberedCarrier = 'fedex' | 'ups' | 'dhl' | 'correos';

export interface NumberFormat {
  readonly carrier: NumberedCarrier;
  readonly format: string;
  readonly pattern: RegExp;
  /** Absent where the carrier has none, or none is known. */
  readonly fits?: (number: string) => boolean;
  /** Letters or a prefix that hardly anybody else uses. */
  readonly isDistinctive: boolean;
}

const withoutLast = (number: string): string => number.slice(0, -1);

/**
 * Forms of tracking numbers, by carrier; between equals the earlier one is offered first. Check digits are those of
 * jkeen/tracking_number_data (MIT), which also gives the numbers that the tests use; the letter that ends a domestic
 * Correos number is computed in a way that is not published.
 */
export const NUMBER_FORMATS: readonly NumberFormat[] = [
  { carrier: 'ups', format: '1Z', pattern: /^1Z[A-Z0-9]{15}\d$/, fits: fitsUps, isDistinctive: true },
  { carrier: 'ups', format: 'roadie', pattern: /^1R(?:[0-9A-Z]{14}|[0-9A-Z]{26})$/, isDistinctive: true },
  {
    carrier: 'ups',
    format: 'waybill',
    pattern: /^[AHJKTV]\d{10}$/,
    fits: fillsToTenOver((number) => number.slice(1, -1), 1, 2),
    isDistinctive: true,
  },
  {
    carrier: 'fedex',
    format: 'express',
    pattern: /^\d{12}$/,
    fits: fitsFedexWeights(11, [3, 1, 7]),
    isDistinctive: false,
  },
  {
    carrier: 'fedex',
    format: 'ground',
    pattern: /^\d{15}$/,
    fits: fillsToTenOver(withoutLast, 1, 3),
    isDistinctive: false,
  },
  {
    carrier: 'fedex',
    format: 'ground_96',
    pattern: /^96\d{20}$/,
    fits: fillsToTenOver((number) => number.slice(-15, -1), 1, 3),
    isDistinctive: true,
  },
  {
    carrier: 'fedex',
    format: 'express_34',
    pattern: /^(?:[0-8]\d|96)\d{32}$/,
    fits: fitsFedexWeights(13, [1, 7, 3]),
    isDistinctive: true,
  },
  {
    carrier: 'fedex',
    format: 'ground_sscc',
    pattern: /^\d{18}$/,
    fits: fillsToTenOver((number) => number.slice(2, -1), 3, 1),
    isDistinctive: false,
  },
  {
    carrier: 'fedex',
    format: 'ground_economy',
    pattern: /^(?:\d{20}|92\d{20})$/,
    fits: fillsToTenOver((number) => (number.length === 20 ? `92${withoutLast(number)}` : withoutLast(number)), 3, 1),
    isDistinctive: false,
  },
  { carrier: 'dhl', format: 'express', pattern: /^\d{10,11}$/, fits: fitsSeven, isDistinctive: false },
  { carrier: 'dhl', format: 'express_piece', pattern: /^J[A-Z]{2,3}\d{9,10}$/, isDistinctive: true },
  { carrier: 'dhl', format: 'express_piece_long', pattern: /^J(?:D|VGL|JD)\d{11,20}$/, isDistinctive: true },
  {
    carrier: 'dhl',
    format: 'parcel_de',
    pattern: /^0034\d{16}$/,
    fits: fillsToTenOver(withoutLast, 1, 3),
    isDistinctive: true,
  },
  {
    carrier: 'dhl',
    format: 'ecommerce',
    pattern: /^(?:GM|LX|RX|UV|CN|SG|TH|IN|HK|MY)[A-Z0-9]{10,39}$/,
    isDistinctive: false,
  },
  { carrier: 'dhl', format: 'ecommerce_14', pattern: /^\d{14}$/, isDistinctive: false },
  { carrier: 'correos', format: 's10', pattern: /^[A-Z]{2}\d{9}ES$/, fits: fitsS10, isDistinctive: true },
  { carrier: 'correos', format: 'parcel', pattern: /^[PD][A-Z0-9]{5}\d{16}[A-Z]$/, isDistinctive: true },
  { carrier: 'correos', format: 'pr', pattern: /^PR\d{15}C$/, isDistinctive: true },
  // Posted abroad; Correos carries it once it is in Spain.
  {
    carrier: 'correos',
    format: 's10_foreign',
    pattern: /^[A-Z]{2}\d{9}[A-Z]{2}$/,
    fits: fitsS10,
    isDistinctive: false,
  },
];
