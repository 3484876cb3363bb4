import { parcelNumberOf } from '../contract/normalize.ts';

const FORM = /^[A-Z0-9]{4,40}$/;

/** A number as carriers print and people type it, in one spelling; `undefined` where it cannot be one. */
export const normalizeTrackingNumber = (text: string): string | undefined => {
  const compact = parcelNumberOf(text);
  return FORM.test(compact) ? compact : undefined;
};
