/**
 * FedEx's JSON: the tree that its Track API returns and its webhooks push. Facts as in its sandbox: scans newest first,
 * empty strings for what is absent, numbers as text, local time with offset, and a `derivedStatusCode` of its own mind.
 */

export interface FedexScan {
  /** ISO 8601 with offset. */
  readonly date: string;
  readonly eventType: string;
  readonly description?: string | undefined;
  readonly exceptionCode?: string | undefined;
  readonly exceptionDescription?: string | undefined;
  readonly city?: string | undefined;
}

export interface FedexParcel {
  readonly trackingNumber: string;
  /** Oldest first. */
  readonly scans: readonly FedexScan[];
  /** ISO 8601 with offset. */
  readonly estimatedDelivery?: string | undefined;
  /** The shipment's status where it is not the newest scan's: FedEx shows a return as an exception. */
  readonly latestCode?: string | undefined;
}

interface Code {
  readonly description: string;
  readonly derivedCode: string;
  readonly derived: string;
}

const code = (description: string, derivedCode: string, derived: string): Code => ({
  description,
  derivedCode,
  derived,
});

/** The returning scan is derived as "delivered", and the vehicle for delivery as "in transit": FedEx does both. */
const CODES: Readonly<Record<string, Code>> = {
  OC: code('Shipment information sent to FedEx', 'IN', 'Initiated'),
  PU: code('Picked up', 'PU', 'Picked up'),
  DP: code('Departed FedEx location', 'IT', 'In transit'),
  IT: code('In transit', 'IT', 'In transit'),
  AR: code('At local FedEx facility', 'IT', 'In transit'),
  CC: code('International shipment release - Import', 'IT', 'In transit'),
  OD: code('On FedEx vehicle for delivery', 'IT', 'In transit'),
  DL: code('Delivered', 'DL', 'Delivered'),
  DE: code('Delivery exception', 'DE', 'Delivery exception'),
  SE: code('Shipment exception', 'SE', 'Shipment exception'),
  DY: code('Delay', 'DY', 'Delay'),
  HL: code('Ready for pickup', 'HL', 'Ready for pickup'),
  HP: code('Ready for recipient pickup', 'IT', 'In transit'),
  RS: code('Returning package to shipper', 'DL', 'Delivered'),
  CA: code('Shipment cancelled by sender', 'CA', 'Cancelled'),
};

const codeOf = (eventType: string): Code => CODES[eventType] ?? code(eventType, 'IT', 'In transit');

const locationOf = (city: string | undefined) => ({
  streetLines: [''],
  city: city ?? 'MADRID',
  postalCode: '28001',
  countryCode: 'ES',
  residential: false,
  countryName: 'Spain',
});

const scanEvent = (scan: FedexScan) => ({
  date: scan.date,
  eventType: scan.eventType,
  eventDescription: scan.description ?? codeOf(scan.eventType).description,
  exceptionCode: scan.exceptionCode ?? '',
  exceptionDescription: scan.exceptionDescription ?? '',
  scanLocation: locationOf(scan.city),
  locationType: scan.eventType === 'OD' ? 'VEHICLE' : 'FEDEX_FACILITY',
  derivedStatusCode: codeOf(scan.eventType).derivedCode,
  derivedStatus: codeOf(scan.eventType).derived,
});

const byDate = (a: FedexScan, b: FedexScan): number => Date.parse(a.date) - Date.parse(b.date);

const latestStatus = ({ scans, latestCode }: FedexParcel) => {
  const newest = scans.toSorted(byDate).at(-1);
  if (newest === undefined) return {};
  const shown = latestCode ?? newest.eventType;
  return {
    code: shown,
    derivedCode: codeOf(shown).derivedCode,
    statusByLocale: codeOf(shown).derived,
    description: codeOf(shown).description,
    scanLocation: locationOf(newest.city),
    ...(newest.exceptionCode !== undefined && {
      ancillaryDetails: [
        {
          reason: newest.exceptionCode,
          reasonDescription: newest.exceptionDescription ?? '',
          action: '',
          actionDescription: '',
        },
      ],
      delayDetail: { status: 'DELAYED' },
    }),
  };
};

const datesOf = ({ scans, estimatedDelivery }: FedexParcel) => [
  ...(estimatedDelivery === undefined ? [] : [{ type: 'ESTIMATED_DELIVERY', dateTime: estimatedDelivery }]),
  ...scans.filter(({ eventType }) => eventType === 'PU').map(({ date }) => ({ type: 'ACTUAL_PICKUP', dateTime: date })),
];

/** One entry of `completeTrackResults`. */
export const completeTrackResult = (parcel: FedexParcel) => ({
  trackingNumber: parcel.trackingNumber,
  trackResults: [
    {
      trackingNumberInfo: {
        trackingNumber: parcel.trackingNumber,
        trackingNumberUniqueId: `12030~${parcel.trackingNumber}~FDEG`,
        carrierCode: 'FDXE',
      },
      additionalTrackingInfo: { nickname: '', packageIdentifiers: [], hasAssociatedShipments: false },
      latestStatusDetail: latestStatus(parcel),
      dateAndTimes: datesOf(parcel),
      scanEvents: parcel.scans.toSorted(byDate).toReversed().map(scanEvent),
      deliveryDetails: { deliveryAttempts: String(parcel.scans.filter(({ eventType }) => eventType === 'DE').length) },
      estimatedDeliveryTimeWindow: { window: {} },
      standardTransitTimeWindow: { window: {} },
      serviceDetail: {
        type: 'FEDEX_INTERNATIONAL_PRIORITY',
        description: 'FedEx International Priority',
        shortDescription: 'IP',
      },
      goodsClassificationCode: '',
      returnDetail: {},
    },
  ],
});

/** FedEx returns 200 for a number that it does not know. */
export const notFoundResult = (trackingNumber: string) => ({
  trackingNumber,
  trackResults: [
    {
      trackingNumberInfo: { trackingNumber, trackingNumberUniqueId: '', carrierCode: '' },
      error: {
        code: 'TRACKING.TRACKINGNUMBER.NOTFOUND',
        message: 'Tracking number cannot be found. Please correct the tracking number and try again.',
      },
    },
  ],
});
