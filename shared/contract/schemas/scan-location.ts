import * as z from 'zod';
import { once } from '../../made-on-demand.ts';

/** Coarse: where a parcel was seen, never a street. */
export const scanLocation = once(() =>
  z.object({
    city: z.string().max(100).exactOptional(),
    region: z.string().max(100).exactOptional(),
    postalCode: z.string().max(20).exactOptional(),
    country: z.string().max(60).exactOptional(),
  }),
);
