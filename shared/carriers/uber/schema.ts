import * as z from 'zod';
import { amount, flag, list, part, text } from '../wire-schema.ts';

const location = part({ lat: amount, lng: amount });
export type UberLocation = z.output<typeof location>;

const courier = part({
  name: text,
  phone_number: text,
  vehicle_type: text,
  vehicle_make: text,
  vehicle_model: text,
  vehicle_color: text,
  location,
});
export type UberCourier = z.output<typeof courier>;

const waypoint = part({
  status: text,
  status_timestamp: text,
  name: text,
  verification: part({ signature: part({ signer_name: text, image_url: text }), picture: part({ image_url: text }) }),
});

/** A delivery, as a webhook's `data` and as the reply of `GET …/deliveries/{id}`. */
export const uberDelivery = z.object({
  id: z.string().min(1).max(200),
  status: text,
  courier_imminent: flag,
  courier,
  created: text,
  updated: text,
  pickup: waypoint,
  dropoff: waypoint,
  dropoff_eta: text,
  tracking_url: text,
  external_id: text,
  related_deliveries: list(z.object({ id: text, relationship: text })),
});
export type UberDelivery = z.output<typeof uberDelivery>;

/** Every webhook of Uber Direct. */
export const uberEvent = z.object({
  id: text,
  kind: z.string().startsWith('event.'),
  created: text,
  status: text,
  delivery_id: text,
  location,
  data: uberDelivery.optional().catch(undefined),
});
export type UberEvent = z.output<typeof uberEvent>;
