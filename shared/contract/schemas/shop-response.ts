import * as z from 'zod';
import { pickupPlace } from './address-response.ts';
import { addressResponse, instantText } from './response-parts.ts';

/** What anybody may know of a shop. */
export const shopFace = z.object({
  name: z.string(),
  storeName: z.string().describe('The name that customers know it by: `name`, where it has no other'),
  logoUrl: z.string().nullable(),
  accentColor: z.string().nullable().describe('`#rrggbb`, legible on white'),
  supportContact: z.string().nullable().describe('An e-mail address, a telephone number or an `https` URL'),
});

/** A shop: to the public its face, to itself and to staff everything. */
export const shop = shopFace.extend({
  shopId: z.string(),
  version: z.int(),
  email: z.string().nullable().optional(),
  phone: z.string().nullable().optional(),
  locale: z.enum(['es', 'en', 'ro', 'ru']).nullable().optional(),
  timezone: z.string().nullable().optional(),
  address: addressResponse.nullable().optional(),
  accountUrl: z.string().nullable().optional(),
  pickup: z
    .object({ place: pickupPlace.optional(), instructions: z.string().optional(), hours: z.string().optional() })
    .nullable()
    .optional(),
  createdAt: instantText.optional(),
  updatedAt: instantText.optional(),
});
