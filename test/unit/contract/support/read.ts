import type * as z from 'zod';

/** What a schema makes of a value; nothing where it refuses it. */
export const read = (schema: z.ZodType, value: unknown) => schema.safeParse(value).data;
