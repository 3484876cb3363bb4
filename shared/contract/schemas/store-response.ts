/** Orders under the store's own names. */
import * as z from 'zod';
import { deliveryWindow, estimateEnd } from './dates.ts';
import { scanLocation } from './scan-location.ts';

const historyEntry = z.object({
  seq: z.int(),
  event_id: z.string(),
  type: z.string(),
  status: z.string(),
  previous_status: z.string().nullable(),
  actor: z.object({ role: z.string(), id: z.string().optional() }),
  timestamp: z.string(),
  updated_by: z.string().describe('The id of the actor, else the role'),
  occurred_at: z.string(),
  recorded_at: z.string(),
  reason: z.string().optional(),
  notes: z.string().optional(),
  location: scanLocation().optional(),
  tracking_number: z.string().optional(),
  carrier: z.string().optional(),
  estimated_delivery: estimateEnd.optional(),
  metadata: z.record(z.string(), z.unknown()).optional(),
});

export const storeOrder = z.object({
  order_id: z.string(),
  order_number: z.string(),
  store_id: z.string(),
  customer_id: z.string().nullable(),
  order_type: z.string(),
  current_status: z.string(),
  phase: z.string(),
  version: z.int(),
  allowed_next: z.array(z.string()),
  delivery_provider: z.string().nullable(),
  estimated_ready_at: estimateEnd.nullable(),
  estimated_delivery: estimateEnd.nullable(),
  delivery_window: deliveryWindow.omit({ isDay: true }).extend({ is_day: z.boolean() }).nullable(),
  items: z.array(
    z.object({
      item_id: z.string(),
      sku: z.string().optional(),
      name: z.string(),
      quantity: z.number(),
      unit: z.string(),
      unit_price: z.string(),
      total_price: z.string(),
      prepared_at: z.string().optional(),
      removed: z.boolean().optional(),
    }),
  ),
  status_history: z.array(historyEntry),
  driver_details: z
    .object({
      driver_id: z.string(),
      name: z.string(),
      phone: z.string().optional(),
      phone_e164: z.string().optional(),
      vehicle: z.string().optional(),
      provider: z.string(),
      assigned_at: z.string(),
    })
    .nullable(),
  driver_location: z
    .object({
      lat: z.number(),
      lng: z.number(),
      heading: z.number().optional(),
      speed: z.number().optional(),
      at: z.string(),
    })
    .nullable(),
  substitutions: z.array(
    z.object({
      substitution_id: z.string(),
      item_id: z.string(),
      substitute: z
        .object({
          sku: z.string().optional(),
          name: z.string(),
          quantity: z.number(),
          unit: z.string(),
          unit_price: z.string(),
          image: z.string().optional(),
        })
        .nullable(),
      status: z.enum(['proposed', 'approved', 'rejected', 'refunded']),
      price_difference: z.string(),
      proposed_at: z.string(),
      answered_at: z.string().nullable(),
    }),
  ),
  substitutions_due_at: z
    .string()
    .nullable()
    .describe(
      'Until when the store waits for a choice: then the preference of the customer decides, or they are reminded.',
    ),
  metadata: z.record(z.string(), z.unknown()).nullable(),
});

/** A signed request: whoever sends it needs no token. */
export const photoUpload = z.object({
  photoKey: z.string(),
  method: z.literal('PUT'),
  url: z.string(),
  headers: z.record(z.string(), z.string()),
  expiresAt: z.string(),
});

export const photoLink = z.object({ photoKey: z.string(), url: z.string(), expiresAt: z.string() });

export const recordedLocation = z.object({
  order_id: z.string(),
  /** False when a younger or equally young place was known, or the last one is less than a second old. */
  recorded: z.boolean(),
});
