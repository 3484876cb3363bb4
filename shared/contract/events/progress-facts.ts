import * as z from 'zod';
import { once } from '../../made-on-demand.ts';
import { SCAN_FLAGS } from '../../orders/model/order.ts';
import { MILESTONES } from '../../workflows/workflow.ts';

/** What an event of a carrier says of the order's parcels. `parcels` counts are there for several parcels only. */
export const progressFacts = once(() =>
  z.looseObject({
    milestone: z.enum(MILESTONES).optional(),
    actionRequired: z.enum(['customer', 'seller', 'carrier']).optional(),
    /** Why the scan's own time is not taken at its word, and what that time is. */
    flag: z.enum(SCAN_FLAGS).optional(),
    datedAt: z.string().optional(),
    parcels: z.number().optional(),
    parcelsDelivered: z.number().optional(),
    partlyDelivered: z.boolean().optional(),
  }),
);
