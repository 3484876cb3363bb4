import * as z from 'zod';
import { digits, list, part, place, text } from '../wire-schema.ts';

const address = part({
  city: place.city,
  stateProvince: place.region,
  postalCode: place.postalCode,
  countryCode: place.country,
  country: place.country,
});
export type UpsAddress = z.output<typeof address>;

/** Push of Track Alert: one activity, flat. Absent values are empty strings or missing. */
export const upsAlert = z.object({
  trackingNumber: digits,
  localActivityDate: text,
  localActivityTime: text,
  gmtActivityDate: text,
  gmtActivityTime: text,
  gmtOffset: text,
  activityLocation: address,
  activityStatus: part({ type: text, code: text, description: text, descriptionCode: text }),
  scheduledDeliveryDate: text,
  deliveryStartTime: text,
  deliveryEndTime: text,
  deliveryPhoto: text,
  receivedBy: text,
});
export type UpsAlert = z.output<typeof upsAlert>;

const activity = z.object({
  location: part({ address }),
  status: part({ type: text, description: text, code: text, statusCode: text }),
  date: text,
  time: text,
  gmtDate: text,
  gmtTime: text,
  gmtOffset: text,
});
export type UpsActivity = z.output<typeof activity>;

const upsPackage = z.object({
  trackingNumber: text,
  activity: list(activity),
  deliveryDate: list(z.object({ type: text, date: text })),
  deliveryTime: part({ type: text, startTime: text, endTime: text }),
  deliveryInformation: part({
    receivedBy: text,
    location: text,
    signature: part({ image: text }),
    deliveryPhoto: part({ photo: text, isNonPostalCodeCountry: z.unknown() }),
  }),
  service: part({ description: text }),
  packageAddress: list(z.object({ type: text, address })),
  packageCount: text,
});
export type UpsPackage = z.output<typeof upsPackage>;

const shipment = z.object({
  inquiryNumber: text,
  package: list(upsPackage),
  warnings: list(z.object({ code: text, message: text })),
});
export type UpsShipment = z.output<typeof shipment>;

/** Reply of the Track API. */
export const upsTrackReply = z.object({ trackResponse: z.object({ shipment: list(shipment) }) });

/** An error of UPS's APIs, whatever the HTTP status. */
export const upsErrors = z.object({
  response: z.object({ errors: z.array(z.object({ code: text, message: text })).min(1) }),
});
