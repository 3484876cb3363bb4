import * as z from 'zod';
import { ESTIMATE_SOURCES } from '../../orders/model/estimate-source.ts';
import { SCAN_REASONS } from '../../orders/model/order.ts';
import { MILESTONES, PHASES } from '../../workflows/workflow.ts';
import { deliveryWindow, estimateEnd } from './dates.ts';
import {
  deliveryAttempt,
  instantText,
  itemCounts,
  lastSync,
  parcelCount,
  syncStatus,
  workflowRef,
} from './response-parts.ts';
import { scanLocation } from './scan-location.ts';
import { shopFace } from './shop-response.ts';

/** A scan as anybody may see it: no codes of the carrier that could carry a name, no street. */
const publicScan = z.object({
  scanId: z.string(),
  milestone: z.enum(MILESTONES),
  reason: z.enum(SCAN_REASONS).optional(),
  occurredAt: instantText,
  location: scanLocation().omit({ postalCode: true }).optional(),
});

/** Without the order's id or number, without names, addresses, amounts or anything else about a person. */
export const publicTracking = z.object({
  trackingNumber: z.string(),
  carrier: z.string(),
  carrierName: z.string().describe('As people know the carrier'),
  carrierService: z.string().nullable(),
  trackingUrl: z.string().nullable().describe("The carrier's own page of the parcel"),
  currentLocation: z.string().nullable().describe('Where it was seen last'),
  syncStatus,
  lastSync,
  /** Whose status it is: the same name can mean different things. */
  workflow: workflowRef,
  status: z.string().describe('Status of the order, which follows its least advanced parcel'),
  phase: z.enum(PHASES),
  milestone: z.enum(MILESTONES).nullable().describe('Latest milestone of this parcel; null before the first scan'),
  parcels: parcelCount,
  itemCounts: itemCounts.nullable(),
  estimatedDelivery: estimateEnd.nullable(),
  deliveryWindow: deliveryWindow.nullable(),
  estimateSource: z
    .enum(ESTIMATE_SOURCES)
    .nullable()
    .describe('Of the parcel that leads its order: its carrier, the shop, or how long earlier parcels took'),
  estimateReason: z.string().nullable().describe('The same as a sentence, in the language of `locale`'),
  attemptCount: z.int(),
  deliveryAttempts: z.array(deliveryAttempt),
  updatedAt: instantText,
  version: z.int(),
  shop: shopFace.nullable().describe('Who sold it; null where the shop has said nothing of itself'),
  scans: z.array(publicScan),
  nextCursor: z.string().nullable(),
});

/** Says that a link was asked for, and nothing else. */
export const linkAccepted = z.object({ accepted: z.literal(true) });
