import type { Journey } from './journey.ts';

/** Where a driver was, as the socket says it. */
export interface DriverPlace {
  readonly lat: number;
  readonly lng: number;
  /** ISO 8601. */
  readonly at: string;
}

const ON_THE_WAY: readonly string[] = ['in_transit', 'out_for_delivery'];

/** Until the order has come a driver is worth looking at; nobody's driver is anybody's afterwards. */
export const isWithDriver = ({ progress }: Journey): boolean =>
  progress.steps.some(({ step, state }) => state === 'current' && ON_THE_WAY.includes(step));

export const driverMapUrl = ({ lat, lng }: DriverPlace): string =>
  `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=15/${lat}/${lng}`;
