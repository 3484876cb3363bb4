import type { FedexParcel, FedexScan } from './track-result.ts';

/** The numbers of FedEx's sandbox and its responses for them. Their dates are long ago, as FedEx's are. */

const START = Date.parse('2024-01-08T09:00:00Z');
const HOUR = 3_600_000;

const scans = (...codes: readonly (string | Omit<FedexScan, 'date'>)[]): readonly FedexScan[] =>
  codes.map((given, i) => ({
    date: new Date(START + i * 9 * HOUR).toISOString().replace('.000Z', '+00:00'),
    ...(typeof given === 'string' ? { eventType: given } : given),
  }));

const CUSTOMER_NOT_AVAILABLE = {
  eventType: 'DE',
  exceptionCode: '007',
  exceptionDescription: 'Customer not available or business closed',
};
const RETURNING = {
  eventType: 'RS',
  exceptionCode: '060G',
  exceptionDescription: 'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper',
};
const AT_COUNTER = {
  eventType: 'HP',
  exceptionCode: '015A',
  exceptionDescription: 'Package available for pickup at FedEx Office',
};

const PARCELS: readonly FedexParcel[] = [
  { trackingNumber: '122816215025810', scans: scans('OC', 'PU', 'IT', 'OD', 'DL') },
  { trackingNumber: '449044304137821', scans: scans('OC') },
  {
    trackingNumber: '231300687629630',
    scans: scans('OC', 'PU', 'DP', 'AR', 'OD'),
    estimatedDelivery: '2024-01-10T00:00:00+00:00',
  },
  { trackingNumber: '377101283611590', scans: scans('OC', 'PU', 'IT', 'OD', CUSTOMER_NOT_AVAILABLE) },
  { trackingNumber: '076288115212522', scans: scans('OC', 'PU', 'IT', 'OD', RETURNING), latestCode: 'DE' },
  { trackingNumber: '843119172384577', scans: scans('OC', 'PU', 'AR', AT_COUNTER), latestCode: 'HL' },
  { trackingNumber: '61292701078443410536', scans: scans('OC', 'PU', 'IT') },
];

export const SANDBOX: ReadonlyMap<string, FedexParcel> = new Map(
  PARCELS.map((parcel) => [parcel.trackingNumber, parcel]),
);
