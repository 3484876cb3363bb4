/** How the payloads of carriers are read: only the frame is demanded; a strange part counts as absent. */
import * as z from 'zod';

const MAX_CHARACTERS = 500;

/** The end of a cut never leaves half a character. */
const HALF_A_CHARACTER = /[\ud800-\udbff]$/;

/** A number beyond the safe ones has lost its last digits: as a tracking number it is another parcel's. */
export const digits = z.union([z.string(), z.number().max(Number.MAX_SAFE_INTEGER)]);

/** Carriers write absent values as empty strings, and some numbers as text: both become what they mean. */
export const textOf = (characters: number) =>
  digits
    .transform((value) => String(value).trim().slice(0, characters).replace(HALF_A_CHARACTER, ''))
    .transform((value) => (value === '' ? undefined : value))
    .optional()
    .catch(undefined);
export const text = textOf(MAX_CHARACTERS);

/** A part that is not of its form counts as absent, so that one strange field never loses the parcel's update. */
export const part = <S extends z.ZodRawShape>(shape: S) => z.object(shape).optional().catch(undefined);

/** The only element of a list by itself: carriers whose replies were XML once write it so. */
const asList = (value: unknown): unknown =>
  value === undefined || value === null || Array.isArray(value) ? value : [value];

/** A list, or its only element, without what is not of its form; what is neither is empty. */
export const list = <S extends z.ZodType>(element: S) =>
  z.preprocess(asList, z.array(element.optional().catch(undefined)).catch([]));

export const flag = z.boolean().optional().catch(undefined);
export const amount = z.number().optional().catch(undefined);

/** As long as a place may be in an event: a longer one would stop the event on its way to people. */
export const place = { city: textOf(100), region: textOf(100), postalCode: textOf(20), country: textOf(60) } as const;

/** What of a list is there. */
export const present = <T>(values: readonly (T | undefined)[]): readonly T[] =>
  values.filter((value) => value !== undefined);
