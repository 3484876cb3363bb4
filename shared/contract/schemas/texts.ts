import * as z from 'zod';

const ELLIPSIS = '…';

/** At most `max` UTF-16 units. Cut with an ellipsis, never through a character that two units make, or at a joiner. */
export const shortened = (text: string, max: number): string =>
  text.length <= max
    ? text
    : `${text
        .slice(0, max - ELLIPSIS.length)
        .replace(/[\ud800-\udbff]$/, '')
        .replace(/[\s\u200d]{1,8}$/, '')}${ELLIPSIS}`;

const asText = (value: unknown): unknown =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? String(value) : value;

/** Text for which a whole number is taken too: a postcode, an id or a telephone number that a shop stores as one. */
export const alsoNumber = <T extends z.ZodType>(schema: T) => z.preprocess(asText, schema);

/**
 * Words for people, without effect on money or destination: a longer text is cut rather than refused. `x-lenient` says
 * so in the document.
 */
export const shortText = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .transform((text) => shortened(text, max))
    .meta({ description: `Truncated to ${max} characters.`, 'x-lenient': true });
