import * as z from 'zod';
import { SCAN_REASONS } from '../../orders/model/order.ts';
import { MILESTONES, PHASES } from '../../workflows/workflow.ts';
import { scanLocation } from './address.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { itemCounts, workflowRef } from './order-response.ts';

/** A scan as anybody may see it: no codes of the carrier that could carry a name, no street. */
export const publicScan = z.object({
  scanId: z.string(),
  milestone: z.enum(MILESTONES),
  reason: z.enum(SCAN_REASONS).optional(),
  occurredAt: z.string(),
  location: scanLocation.omit({ postalCode: true }).optional(),
});

/** Parcels that the order comes in, without cancelled ones: `1 of 2 delivered`. */
export const parcelCount = z.object({ total: z.int(), delivered: z.int() });
export type ParcelCount = z.output<typeof parcelCount>;

/** Without the order's id or number, without names, addresses, amounts or anything else about a person. */
export const publicTracking = z.object({
  trackingNumber: z.string(),
  carrier: z.string(),
  /** Whose status it is: the same name can mean different things. */
  workflow: workflowRef,
  status: z.string().describe('Status of the order, which follows its least advanced parcel'),
  phase: z.enum(PHASES),
  milestone: z.enum(MILESTONES).nullable().describe('Latest milestone of this parcel; null before the first scan'),
  parcels: parcelCount,
  itemCounts: itemCounts.nullable(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  deliveryAttempts: z.int(),
  updatedAt: z.string(),
  version: z.int(),
  scans: z.array(publicScan),
  nextCursor: z.string().nullable(),
});

/** Says that a link was asked for, and nothing else. */
export const linkAccepted = z.object({ accepted: z.literal(true) });
