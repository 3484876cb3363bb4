import * as z from 'zod';
import { exactQuantity, QUANTITY_FRACTION_DIGITS } from '../../orders/model/quantity.ts';
import { shortened } from './texts.ts';

const MAX_QUANTITY = 100_000;
const MAX_UNIT_CHARACTERS = 20;
const NUMERIC = /^\d{1,9}(?:\.\d{1,20})?$/;
/** More than this off a thousandth is a quantity that was meant, not a float's noise. */
const NOISE = 1e-9;

/** The number to the thousandth; one that is finer stays as it is, to be refused. */
const readQuantity = (value: string | number): number => {
  const number = typeof value === 'number' ? value : NUMERIC.test(value.trim()) ? Number(value.trim()) : Number.NaN;
  const exact = exactQuantity(number);
  return Math.abs(exact - number) <= NOISE ? exact : number;
};

const isExact = (quantity: number): boolean => exactQuantity(quantity) === quantity;

const within = (minimum: z.ZodNumber) =>
  z
    .union([z.string(), z.number()])
    .transform(readQuantity)
    .pipe(minimum.refine(isExact, `Must have at most ${QUANTITY_FRACTION_DIGITS} fractional digits`));

/**
 * A number of pieces, or a weight or volume in `unit`: above 0, with up to three fractional digits (a fraction of a piece
 * too: half a loaf). Numeric text is understood.
 */
export const quantity = within(z.number('Must be a number').gt(0).max(MAX_QUANTITY)).meta({
  description: 'Greater than 0, with up to 3 fractional digits, in `unit`.',
  maximum: MAX_QUANTITY,
  exclusiveMinimum: 0,
  examples: [2, 1.5],
});

/** What is on the shelf, in the listing's own unit. */
export const stockQuantity = within(z.number('Must be a number').min(0).max(1_000_000_000)).meta({
  description: 'In the unit of the listing, with up to 3 fractional digits.',
  minimum: 0,
  maximum: 1_000_000_000,
});

/** Codes that texts know, each with what shops write for it besides. */
const SPELLINGS: Readonly<Record<string, string>> = {
  pc: 'pcs piece pieces each ea unit units item items ud uds unidad unidades pza buc bucata bucati шт штука',
  kg: 'kgs kilo kilos kilogram kilograms kilogramme kilogramo kilogramos kilograme кг',
  g: 'gr grs gram grams gramme gramo gramos grame г гр',
  l: 'lt ltr liter liters litre litres litro litros litri л',
  ml: 'milliliter milliliters millilitre millilitres mililitro mililitros мл',
  lb: 'lbs pound pounds libra libras',
  oz: 'ounce ounces onza onzas',
};
const UNIT_BY_SPELLING: ReadonlyMap<string, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([unit, spellings]) =>
    [unit, ...spellings.split(' ')].map((spelling): [string, string] => [spelling, unit]),
  ),
);

/** `KG`, `kilos`, `Kgs.` are `kg`; a unit that nobody here knows stays as it was written. */
export const unit = z
  .string()
  .trim()
  .min(1)
  .transform(
    (text) => UNIT_BY_SPELLING.get(text.toLowerCase().replace(/\.$/, '')) ?? shortened(text, MAX_UNIT_CHARACTERS),
  )
  .meta({
    description: `Unit of the quantity: \`pc\` by default, \`kg\`, \`g\`, \`l\`, \`ml\`, \`lb\`, \`oz\`, or any other up to ${MAX_UNIT_CHARACTERS} characters.`,
    examples: ['kg'],
    'x-lenient': true,
  });
