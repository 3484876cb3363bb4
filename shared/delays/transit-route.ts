import { countryCode } from '../calendar/country.ts';
import { UNKNOWN_CARRIER } from '../contract/unknown-carrier.ts';
import { countedAt } from '../orders/engine/scan-flags.ts';
import type { TransitScope } from '../orders/model/estimate-source.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';

/** The parcels that one record is about. */
export interface TransitGroup {
  readonly scope: TransitScope;
  readonly carrier: string;
  readonly service?: string;
  /** `ES>FR`, ISO 3166-1 alpha-2. */
  readonly countries?: string;
}

const MAX_SERVICE_CHARACTERS = 40;

/** As a part of a key: carriers write one service in several ways. What the shop said stands from the beginning. */
const serviceOf = ({ service, facts }: Shipment): string | undefined =>
  (service ?? facts?.service?.value)
    ?.toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, MAX_SERVICE_CHARACTERS) || undefined;

const originOf = (scans: readonly Scan[], { trackingNumber }: Shipment): string | undefined =>
  scans
    .filter((scan) => scan.trackingNumber === trackingNumber)
    .toSorted((a, b) => countedAt(a).localeCompare(countedAt(b)))
    .flatMap(({ location }) => (location?.country === undefined ? [] : (countryCode(location.country) ?? [])))[0];

/**
 * The groups that a parcel is in, the nearest first. None where nobody knows its carrier.
 *
 * @param scans Those of the order, in any order: the first that names a country says where the parcel comes from.
 */
export const transitGroupsOf = (
  { shippingAddress }: Pick<Order, 'shippingAddress'>,
  shipment: Shipment,
  scans: readonly Scan[],
): readonly TransitGroup[] => {
  const { carrier } = shipment;
  if (carrier === UNKNOWN_CARRIER) return [];
  const service = serviceOf(shipment);
  const origin = originOf(scans, shipment);
  const destination = shippingAddress && countryCode(shippingAddress.country);
  const ofService = service === undefined ? {} : { service };
  return [
    ...(origin === undefined || destination === undefined
      ? []
      : [{ scope: 'route', carrier, ...ofService, countries: `${origin}>${destination}` } as const]),
    ...(service === undefined ? [] : [{ scope: 'service', carrier, service } as const]),
    { scope: 'carrier', carrier },
  ];
};
