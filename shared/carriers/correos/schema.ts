import * as z from 'zod';
import { digits, list, part, place, text } from '../wire-schema.ts';

const event = z.object({
  eventDate: text,
  eventHours: text,
  eventCode: text,
  phase: text,
  summaryText: text,
  expandedText: text,
  unit: place.city,
  location: place.city,
  province: place.city,
});
export type CorreosEvent = z.output<typeof event>;

/** `trackpub` v2: one shipment, flat. */
export const correosShipment = z.object({
  code: digits,
  destiPostalCode: text,
  refClient: text,
  codProduct: text,
  events: list(event),
});
export type CorreosShipment = z.output<typeof correosShipment>;

/** `trackpub` v2: an error with HTTP status 200. */
export const correosError = z.object({
  error: list(z.object({ codError: text, desError: text })).refine((errors) => errors.length > 0),
});

const localizadorEvent = z.object({
  fecEvento: text,
  horEvento: text,
  codEvento: text,
  fase: text,
  desTextoResumen: text,
  desTextoAmpliado: text,
  unidad: place.city,
});

/** The localizador: Spanish names, and the outcome in `error.codError`. */
export const localizadorShipment = z.object({
  codEnvio: digits.optional(),
  fec_entregasum: text,
  nom_codired: text,
  error: part({ codError: text, desError: text }),
  eventos: list(localizadorEvent),
});
export type LocalizadorShipment = z.output<typeof localizadorShipment>;
