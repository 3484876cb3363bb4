import * as z from 'zod';
import { amount, part, text } from '../wire-schema.ts';

/** What webhooks and the API say of a delivery. Empty fields are left out; times are UTC with microseconds. */
const delivery = {
  external_delivery_id: z.string().min(1).max(200),
  created_at: text,
  updated_at: text,
  dasher_id: text,
  dasher_name: text,
  dasher_dropoff_phone_number: text,
  dasher_pickup_phone_number: text,
  dasher_vehicle_make: text,
  dasher_vehicle_model: text,
  dasher_location: part({ lat: amount, lng: amount }),
  pickup_time_actual: text,
  dropoff_time_estimated: text,
  dropoff_time_actual: text,
  cancellation_reason: text,
  reason: text,
  tracking_url: text,
  dropoff_verification_image_url: text,
  dropoff_signature_image_url: text,
} as const;

export const doordashEvent = z.object({ ...delivery, event_name: z.string().min(1).max(100) });
export const doordashDelivery = z.object({ ...delivery, delivery_status: z.string().min(1).max(100) });
export type DoordashDelivery = Omit<z.output<typeof doordashEvent>, 'event_name'>;
