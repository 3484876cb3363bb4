import type { FedexScan } from './wire.ts';

/** One stop on a parcel's way. */
export interface Stop extends Omit<FedexScan, 'date'> {
  /** Hours after the first. */
  readonly hours: number;
  /** The shipment's status where it is not the scan's. */
  readonly latestCode?: string;
}

const BEGINNING: readonly Stop[] = [
  { hours: 0, eventType: 'OC', city: '' },
  { hours: 6, eventType: 'PU', city: 'VALENCIA' },
  { hours: 10, eventType: 'DP', city: 'VALENCIA' },
  { hours: 22, eventType: 'AR', city: 'MADRID' },
];
const ON_VEHICLE: Stop = { hours: 30, eventType: 'OD', city: 'MADRID' };
const NOT_IN: Stop = {
  hours: 33,
  eventType: 'DE',
  city: 'MADRID',
  exceptionCode: '007',
  exceptionDescription: 'Customer not available or business closed',
};
const RETURNING: Stop = {
  hours: 54,
  eventType: 'RS',
  city: 'MADRID',
  exceptionCode: '060G',
  exceptionDescription: 'Shipper requested shipment to be returned - Unable to deliver shipment - Returning to shipper',
  latestCode: 'DE',
};

/** What may become of a parcel. */
export const JOURNEYS = {
  delivered: [...BEGINNING, ON_VEHICLE, { hours: 34, eventType: 'DL', city: 'MADRID' }],
  /** Nobody is in; the next day it succeeds. */
  attempted: [
    ...BEGINNING,
    ON_VEHICLE,
    NOT_IN,
    { hours: 54, eventType: 'OD', city: 'MADRID' },
    { hours: 58, eventType: 'DL', city: 'MADRID' },
  ],
  delayed: [
    ...BEGINNING,
    {
      hours: 26,
      eventType: 'DY',
      city: 'MADRID',
      exceptionCode: '084',
      exceptionDescription: 'Delay beyond our control - severe weather',
    },
    { hours: 54, eventType: 'OD', city: 'MADRID' },
    { hours: 58, eventType: 'DL', city: 'MADRID' },
  ],
  exception: [
    ...BEGINNING,
    {
      hours: 26,
      eventType: 'SE',
      city: 'MADRID',
      exceptionCode: '012',
      exceptionDescription: 'Package damaged in transit',
    },
  ],
  /** Waits at a counter. */
  held: [
    ...BEGINNING,
    {
      hours: 30,
      eventType: 'HP',
      city: 'MADRID',
      exceptionCode: '015A',
      exceptionDescription: 'Package available for pickup at FedEx Office',
      latestCode: 'HL',
    },
  ],
  /** Looks delivered twice and never is: derived so on its way back, and delivered to its sender at last. */
  returned: [...BEGINNING, ON_VEHICLE, NOT_IN, RETURNING, { hours: 90, eventType: 'DL', city: 'VALENCIA' }],
  returning: [...BEGINNING, ON_VEHICLE, RETURNING],
  /** Nobody finds it any more. */
  lost: [
    ...BEGINNING,
    {
      hours: 60,
      eventType: 'SE',
      city: 'MADRID',
      exceptionCode: '099',
      exceptionDescription: 'Package lost in transit',
    },
  ],
  /** After the first scans nothing is heard any more. */
  silent: BEGINNING.slice(0, 2),
} as const satisfies Readonly<Record<string, readonly Stop[]>>;

export type JourneyName = keyof typeof JOURNEYS;
export const JOURNEY_NAMES = Object.keys(JOURNEYS) as [JourneyName, ...JourneyName[]];
