import type { Instant } from '../calendar/instant.ts';
import type { CourierPosition } from './carrier.ts';

interface Coordinates {
  readonly lat?: number | undefined;
  readonly lng?: number | undefined;
}

const isWithin = (value: number | undefined, limit: number): value is number =>
  value !== undefined && Number.isFinite(value) && Math.abs(value) <= limit;

/** A place on earth; `undefined` for what is none. Zero and zero is what a device without a fix sends. */
export const positionOf = (given: Coordinates | undefined, at: Instant): CourierPosition | undefined => {
  const { lat, lng } = given ?? {};
  if (!isWithin(lat, 90) || !isWithin(lng, 180) || (lat === 0 && lng === 0)) return undefined;
  return { lat, lng, at };
};
