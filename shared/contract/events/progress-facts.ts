import * as z from 'zod';
import { MILESTONES } from '../../workflows/workflow.ts';

/** What an event of a carrier says of the order's parcels. `parcels` counts are there for several parcels only. */
export const progressFacts = z.looseObject({
  milestone: z.enum(MILESTONES).optional(),
  actionRequired: z.enum(['customer', 'seller', 'carrier']).optional(),
  parcels: z.number().optional(),
  parcelsDelivered: z.number().optional(),
  partlyDelivered: z.boolean().optional(),
});
