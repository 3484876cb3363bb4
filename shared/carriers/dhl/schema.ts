import * as z from 'zod';
import { list, part, place, text } from '../wire-schema.ts';

const address = part({ addressLocality: place.city, countryCode: place.country, postalCode: place.postalCode });
export type DhlAddress = z.output<typeof address>;

const event = z.object({
  timestamp: text,
  location: part({ address, servicePoint: part({ label: text }) }),
  statusCode: text,
  status: text,
  description: text,
  remark: text,
});
export type DhlEvent = z.output<typeof event>;

const shipment = z.object({
  id: text,
  service: text,
  destination: part({ address }),
  status: event.optional().catch(undefined),
  estimatedTimeOfDelivery: text,
  estimatedDeliveryTimeFrame: part({ estimatedFrom: text, estimatedThrough: text }),
  serviceUrl: text,
  details: part({
    product: part({ productName: text }),
    proofOfDelivery: part({ documentUrl: text, signed: part({ name: text, familyName: text, givenName: text }) }),
    totalNumberOfPieces: text,
    pieceIds: list(text),
    references: list(z.object({ number: text })),
  }),
  events: list(event),
});
export type DhlShipment = z.output<typeof shipment>;

/** Reply of Shipment Tracking Unified, and a push: the same shipments. Divisions fill them differently. */
export const dhlShipments = z.object({ shipments: list(shipment) });
/** What makes a payload one of them. */
export const dhlFrame = z.object({ shipments: z.union([z.array(z.unknown()), z.looseObject({})]) });

/** Messages of Push about the subscription itself. */
export const dhlSubscription = z.object({
  scope: z.string().startsWith('subscription.'),
  self: text,
  secret: text,
  failure: part({ title: text, detail: text, status: text }),
});

/** Errors of DHL's APIs: RFC 7807. */
export const dhlError = z.object({ status: z.coerce.number().int(), title: text, detail: text, instance: text });
