import { createHmac } from 'node:crypto';
import { digitsOf } from '../shared/digits.ts';
import { BEGINNING, PARCEL_JOURNEYS, stop } from '../shared/journeys.ts';
import type { SimulatedEvent, SimulatedParcel, SimulatedScan } from '../shared/parcel.ts';
import type { CarrierWire } from '../shared/wire.ts';
import { FEDEX_TOKEN_PATH, fedexApi, fedexRefusal } from './api.ts';
import { completeTrackResult, type FedexParcel, type FedexScan } from './track-result.ts';

interface Code extends Pick<FedexScan, 'eventType' | 'exceptionCode' | 'exceptionDescription'> {
  /** The shipment's status where it is not the scan's. */
  readonly latestCode?: string;
}

const code = (eventType: string, exceptionCode?: string, exceptionDescription?: string, latestCode?: string): Code => ({
  eventType,
  exceptionCode,
  exceptionDescription,
  ...(latestCode !== undefined && { latestCode }),
});

const RETURN = 'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper';

const CODES: Readonly<Partial<Record<SimulatedEvent, Code>>> = {
  label: code('OC'),
  picked_up: code('PU'),
  departed: code('DP'),
  arrived: code('AR'),
  out_for_delivery: code('OD'),
  attempted: code('DE', '007', 'Customer not available or business closed'),
  delayed: code('DY', '084', 'Delay beyond our control - severe weather'),
  damaged: code('SE', '012', 'Package damaged in transit'),
  held: code('HP', '015A', 'Package available for pickup at FedEx Office', 'HL'),
  lost: code('SE', '099', 'Package lost in transit'),
  returning: code('RS', '060G', RETURN, 'DE'),
  // "Delivered", to its sender.
  returned: code('DL'),
  delivered: code('DL'),
};

const codeOf = ({ event, ownCode }: SimulatedScan): Code =>
  ownCode === undefined
    ? (CODES[event] ?? code('IT'))
    : code(ownCode.code, ownCode.exceptionCode, ownCode.exceptionDescription);

const OFFSET_MILLISECONDS = 3_600_000;

/** FedEx writes local time with its offset, without fractions. */
const localTime = (at: Date): string =>
  new Date(at.getTime() + OFFSET_MILLISECONDS).toISOString().replace(/\.\d+Z$/, '+01:00');

const scanOf = (scan: SimulatedScan): FedexScan => {
  const { latestCode: _latestCode, ...codes } = codeOf(scan);
  return { ...codes, date: localTime(scan.at), city: scan.city };
};

const fedexParcel = ({ trackingNumber, scans, estimatedDelivery }: SimulatedParcel): FedexParcel => {
  const newest = scans.at(-1);
  return {
    trackingNumber,
    scans: scans.map(scanOf),
    estimatedDelivery: estimatedDelivery && localTime(estimatedDelivery),
    latestCode: newest && codeOf(newest).latestCode,
  };
};

/** What webhooks and the Track API say of a parcel. */
export const fedexReply = (parcel: SimulatedParcel) => ({
  output: { completeTrackResults: [completeTrackResult(fedexParcel(parcel))] },
});

/** FedEx Express: twelve digits, the last by the weights 3, 1, 7 modulo 11, modulo 10. */
export const expressNumber = (serial: string): string => {
  const digits = digitsOf(serial, 11);
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * ([3, 1, 7][i % 3] ?? 0), 0);
  return `${digits}${(sum % 11) % 10}`;
};

export const fedexWire: CarrierWire = {
  id: 'fedex',
  journeys: {
    ...PARCEL_JOURNEYS,
    exception: [...BEGINNING, stop(26, 'damaged')],
    returning: [...BEGINNING, stop(30, 'out_for_delivery'), stop(54, 'returning')],
  },
  ownCodes: /^[A-Za-z0-9]{2}$/,
  tokenPath: FEDEX_TOKEN_PATH,
  numberOf: expressNumber,
  proofOf: (body, secret, encoding = 'base64') => ({
    'fdx-signature': createHmac('sha256', secret).update(body).digest(encoding),
  }),
  // In order, each webhook has the whole journey so far; a late one has its scan alone.
  push: (parcel, scan) => fedexReply(parcel.scans.at(-1) === scan ? parcel : { ...parcel, scans: [scan] }),
  // After one, two and four minutes; 200 and 202 mean "received", and nothing else does.
  retries: {
    pauses: [1, 2, 4],
    isReceived: (status) => status === 200 || status === 202,
    bodyOf: (body, { pushId, attempt, now }) => ({
      transactionId: pushId,
      customerTransactionId: '',
      outputMetaData: [{ timestamp: now.toISOString(), attempt: String(attempt) }],
      ...body,
    }),
  },
  api: (call, world) =>
    fedexApi(call, world, (number) => {
      const parcel = world.parcel(number);
      return parcel && fedexParcel(parcel);
    }),
  refusal: fedexRefusal,
};
