import type * as z from 'zod';
import type { CarrierUpdate } from './carrier.ts';

/** A payload that is not of the carrier's frame, with what is wrong with it. */
export const refusedFrame = (error: z.ZodError): CarrierUpdate => ({
  ok: false,
  errors: error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
});
