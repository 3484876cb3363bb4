import * as z from 'zod';

/** Ids are the caller's own or ours; they never hold a character that separates the parts of a key. */
export const id = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@|+=-]*$/, 'Must be of letters, digits and . _ : @ | + = - only');
