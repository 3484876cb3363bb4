import * as z from 'zod';
import { list, part, text, textOf } from '../wire-schema.ts';

/** As long as a place may be in an event: a longer one would stop the event on its way to people. */
const location = part({
  city: textOf(100),
  stateOrProvinceCode: textOf(100),
  postalCode: textOf(20),
  countryCode: textOf(60),
});
/** Where a parcel is held for its recipient: `locationContactAndAddress` of FedEx's Track API. */
const holdAtLocation = part({
  locationContactAndAddress: part({
    contact: part({ companyName: text }),
    address: part({
      streetLines: list(text),
      city: text,
      stateOrProvinceCode: text,
      postalCode: text,
      countryCode: text,
    }),
  }),
});
const timeWindow = part({ window: part({ begins: text, ends: text }) });

const scanEvent = z.object({
  date: text,
  eventType: text,
  eventDescription: text,
  exceptionCode: text,
  exceptionDescription: text,
  scanLocation: location,
});
export type FedexScanEvent = z.output<typeof scanEvent>;

const packageIdentifier = z.object({ type: text, values: list(text) });

const readableResult = z.object({
  trackingNumberInfo: part({ trackingNumber: text, trackingNumberUniqueId: text }),
  latestStatusDetail: part({
    code: text,
    description: text,
    scanLocation: location,
    ancillaryDetails: list(z.object({ reason: text, reasonDescription: text, actionDescription: text })),
    delayDetail: part({ status: text, type: text }),
  }),
  dateAndTimes: list(z.object({ type: text, dateTime: text })),
  scanEvents: list(scanEvent),
  unreadableScans: z.number().optional(),
  estimatedDeliveryTimeWindow: timeWindow,
  standardTransitTimeWindow: timeWindow,
  holdAtLocation,
  error: part({ code: text, message: text }),
  /** Names as in FedEx's description of its Track API; a push has the same tree. */
  additionalTrackingInfo: part({ packageIdentifiers: list(packageIdentifier) }),
  recipientInformation: part({ address: location }),
  deliveryDetails: part({ actualDeliveryAddress: location, receivedByName: text, locationDescription: text }),
  serviceDetail: part({ type: text, description: text }),
  packageDetails: part({ count: text }),
  lastUpdatedDestinationAddress: location,
});

/** Scans that are not of the form of one; a list that is none counts as one. An absent list is empty. */
const countUnreadable = (scanEvents: unknown): number =>
  scanEvents === undefined ? 0 : [scanEvents].flat().filter((event) => !scanEvent.safeParse(event).success).length;

const trackResult = z.preprocess(
  (raw) =>
    typeof raw === 'object' && raw !== null && !Array.isArray(raw)
      ? { ...raw, unreadableScans: countUnreadable('scanEvents' in raw ? raw.scanEvents : undefined) }
      : raw,
  readableResult,
);
export type FedexTrackResult = z.output<typeof trackResult>;

/**
 * Body of FedEx's Advanced Integrated Visibility push, and response of its Track API: the same tree. Only the frame is
 * demanded; what is inside is taken as far as it is of its form.
 */
export const fedexPayload = z.object({
  output: z.object({
    completeTrackResults: z.array(
      z
        .object({ trackingNumber: text, trackResults: list(trackResult) })
        .catch({ trackingNumber: undefined, trackResults: [] }),
    ),
  }),
});
