import { requestTrackingLink } from './routes/request-tracking-link.ts';
import { getShop, putShop } from './routes/shops.ts';
import { trackParcel } from './routes/track-parcel.ts';

/** One route for each operation of the table. */
export const trackingImplementations = { trackParcel, requestTrackingLink, getShop, putShop };
