import * as z from 'zod';
import { scanLocation } from './scan-location.ts';

/** An address as it is returned. */
export const address = z.object({
  name: z.string().optional(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  region: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string(),
});

/** A place as it is returned. */
export const pickupPlace = scanLocation().extend({ name: z.string().optional(), line1: z.string().optional() });
