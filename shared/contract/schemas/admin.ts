import * as z from 'zod';
import { PHASES } from '../../workflows/workflow.ts';
import { dayOrInstant, timeZone } from './dates.ts';
import { id } from './id.ts';
import { cursor, limit } from './lists.ts';
import { statusName, text } from './primitives.ts';
import { stockQuantity } from './quantity.ts';

/** Which orders a list over all shops has. */
export const phaseListQuery = z.object({ phase: z.enum(PHASES), limit, cursor });

const MAX_BULK_ORDERS = 1_000;

export const moveBody = z
  .strictObject({
    status: statusName,
    reason: text(500).exactOptional(),
    notes: text(2_000).exactOptional(),
    /** Outside the workflow's table: administrators only, with a reason. */
    force: z.boolean().default(false),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    path: ['reason'],
    message: 'A forced move needs a reason',
  });

export const bulkBody = z
  .strictObject({
    orderIds: z.array(id).min(1).max(MAX_BULK_ORDERS),
    status: statusName,
    reason: text(500).exactOptional(),
    notes: text(2_000).exactOptional(),
    force: z.boolean().default(false),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    path: ['reason'],
    message: 'A forced move needs a reason',
  });

export const revokeAccessBody = z.strictObject({ reason: text(500) });

export const carrierBody = z.strictObject({ enabled: z.boolean(), reason: text(500).exactOptional() });

export const listingQuery = z.object({ sellerId: id.exactOptional() });
export const listingBody = z.strictObject({
  /** Needed of an administrator, and of a seller with several shops. */
  sellerId: id.exactOptional(),
  /** Absent: as it is; a new listing is on sale. */
  available: z.boolean().exactOptional(),
  /** On sale from then on. A day begins in `timezone`. Absent: as it is; `null`: at once. */
  availableFrom: dayOrInstant.nullable().exactOptional(),
  /** Whose day `availableFrom` is; UTC unless said. */
  timezone: timeZone.exactOptional(),
  /** Absent: as many as there are. `null`: nobody counts, the listing is managed for availability only. */
  stock: stockQuantity.nullable().exactOptional(),
});
