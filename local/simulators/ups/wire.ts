import { digitsOf, madridAhead, wallClock } from '../shared/digits.ts';
import { PARCEL_JOURNEYS } from '../shared/journeys.ts';
import type { SimulatedEvent, SimulatedParcel, SimulatedScan } from '../shared/parcel.ts';
import type { CarrierWire } from '../shared/wire.ts';
import { UPS_TOKEN_PATH, upsApi, upsRefusal } from './api.ts';

interface Code {
  readonly type: string;
  readonly code: string;
  readonly statusCode: string;
  readonly description: string;
}

/** Events in UPS's words; those of deliveries by courier do not happen to its parcels. */
const CODES: Readonly<Partial<Record<SimulatedEvent, Code>>> = {
  label: {
    type: 'M',
    code: 'MP',
    statusCode: '003',
    description: 'Shipper created a label, UPS has not received the package yet. ',
  },
  picked_up: { type: 'I', code: 'OR', statusCode: '038', description: 'Pickup Scan ' },
  departed: { type: 'I', code: 'DP', statusCode: '005', description: 'Departed from Facility' },
  arrived: { type: 'I', code: 'AR', statusCode: '016', description: 'Arrived at Facility' },
  out_for_delivery: { type: 'I', code: 'OT', statusCode: '021', description: 'Out For Delivery Today' },
  attempted: {
    type: 'X',
    code: '48',
    statusCode: '022',
    description: 'The receiver was not available for delivery. We will make a second attempt the next business day.',
  },
  delayed: {
    type: 'X',
    code: '13',
    statusCode: '052',
    description: 'Severe weather conditions have delayed delivery.',
  },
  held: { type: 'I', code: 'ZP', statusCode: '040', description: 'Ready for customer pickup' },
  lost: { type: 'X', code: 'LF', statusCode: '068', description: 'Sent to Lost and Found' },
  returning: { type: 'X', code: 'RS', statusCode: '035', description: 'Returning to Sender' },
  // Looks delivered by its type.
  returned: { type: 'D', code: 'SR', statusCode: '034', description: 'Returned to Sender' },
  delivered: { type: 'D', code: 'FS', statusCode: '011', description: 'DELIVERED ' },
};

const codeOf = ({ event }: SimulatedScan): Code =>
  CODES[event] ?? { type: 'U', code: 'UT', statusCode: '153', description: 'Updated Delivery Time' };

const compactDay = (at: Date, ahead: number): string => {
  const { year, month, day } = wallClock(at, ahead);
  return `${year}${month}${day}`;
};
const compactTime = (at: Date, ahead: number): string => wallClock(at, ahead).time.replaceAll(':', '');

/** UPS leaves the zero of an early hour out. */
const gmtTime = (at: Date): string => compactTime(at, 0).replace(/^0/, '');

const alert = (parcel: SimulatedParcel, scan: SimulatedScan) => {
  const { type, code, statusCode, description } = codeOf(scan);
  const ahead = madridAhead(scan.at);
  const isDelivered = scan.event === 'delivered';
  const expected = parcel.estimatedDelivery;
  return {
    trackingNumber: ` ${parcel.trackingNumber}`,
    localActivityDate: compactDay(scan.at, ahead),
    localActivityTime: compactTime(scan.at, ahead),
    activityLocation: { city: scan.city, stateProvince: '', postalCode: '28001', country: 'ES' },
    activityStatus: { type, code, description, descriptionCode: statusCode },
    scheduledDeliveryDate: expected === undefined ? '' : compactDay(expected, madridAhead(expected)),
    actualDeliveryDate: isDelivered ? compactDay(scan.at, ahead) : '',
    actualDeliveryTime: isDelivered ? compactTime(scan.at, ahead) : '',
    gmtActivityDate: compactDay(scan.at, 0),
    gmtActivityTime: gmtTime(scan.at),
    gmtOffset: `+0${ahead}.00`,
    deliveryStartTime: '',
    deliveryEndTime: '',
    deliveryTimeDescription: '',
    deliveryPhoto: '',
    receivedBy: isDelivered ? 'RUIZ' : '',
  };
};

const activity = (scan: SimulatedScan) => {
  const { type, code, statusCode, description } = codeOf(scan);
  const ahead = madridAhead(scan.at);
  return {
    location: { address: { city: scan.city, countryCode: 'ES', country: 'ES', postalCode: '28001' }, slic: '0761' },
    status: { type, description, code, statusCode },
    date: compactDay(scan.at, ahead),
    time: compactTime(scan.at, ahead),
    gmtDate: compactDay(scan.at, 0),
    gmtTime: gmtTime(scan.at),
    gmtOffset: `+0${ahead}:00`,
  };
};

const datesOf = ({ scans, estimatedDelivery }: SimulatedParcel) => {
  const delivered = scans.find(({ event }) => event === 'delivered')?.at;
  const at = delivered ?? estimatedDelivery;
  if (at === undefined) return [];
  return [{ type: delivered === undefined ? 'SDD' : 'DEL', date: compactDay(at, madridAhead(at)) }];
};

/** The reply of the Track API for a parcel. */
export const upsReply = (parcel: SimulatedParcel) => {
  const isDelivered = parcel.scans.some(({ event }) => event === 'delivered');
  const inquiryNumber = parcel.masterNumber ?? parcel.trackingNumber;
  return {
    trackResponse: {
      shipment: [
        {
          inquiryNumber,
          package: [
            {
              trackingNumber: parcel.trackingNumber,
              deliveryDate: datesOf(parcel),
              activity: parcel.scans.toReversed().map(activity),
              service: { code: '011', levelCode: '011', description: 'UPS Standard' },
              packageCount: parcel.masterNumber === undefined ? 1 : 2,
              ...(isDelivered && { deliveryInformation: { receivedBy: 'RUIZ', location: 'FRONT DOOR' } }),
            },
          ],
        },
      ],
    },
  };
};

/** `1Z`, an account, a service, a serial and the check digit. */
const numberOf = (serial: string): string => {
  const body = `7777776803${digitsOf(serial, 5)}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 2), 0);
  return `1Z${body}${(10 - (sum % 10)) % 10}`;
};

export const upsWire: CarrierWire = {
  id: 'ups',
  journeys: PARCEL_JOURNEYS,
  tokenPath: UPS_TOKEN_PATH,
  numberOf,
  proofOf: (_body, secret) => ({ credential: secret, 'user-agent': 'UPSPubSubTrackingService' }),
  push: alert,
  api: (call, world) => upsApi(call, world, upsReply),
  refusal: upsRefusal,
};
