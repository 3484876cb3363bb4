import { definedFields } from '../../defined-fields.ts';
import type { ParcelReference } from '../../orders/commands/command.ts';
import { present } from '../wire-schema.ts';
import type { FedexTrackResult } from './schema.ts';

const MAX_REFERENCES = 20;

/** Where the parcel goes, as the label says before as it was delivered. */
const destinationOf = (result: FedexTrackResult): ParcelReference['destination'] => {
  const { recipientInformation, lastUpdatedDestinationAddress, deliveryDetails } = result;
  const places = [recipientInformation?.address, lastUpdatedDestinationAddress, deliveryDetails?.actualDeliveryAddress];
  const place = places.find((address) => address?.postalCode !== undefined);
  if (place?.postalCode === undefined) return undefined;
  const { postalCode, countryCode } = place;
  return { postalCode, ...definedFields({ country: countryCode }) };
};

/** The shipper's references and the destination of a shipment; `undefined` where FedEx says neither. */
export const referenceOf = (results: readonly FedexTrackResult[]): ParcelReference | undefined => {
  const references = results
    .flatMap(({ additionalTrackingInfo }) => present(additionalTrackingInfo?.packageIdentifiers ?? []))
    .flatMap(({ values }) => present(values))
    .slice(0, MAX_REFERENCES);
  const destination = present(results.map(destinationOf))[0];
  if (references.length === 0 && destination === undefined) return undefined;
  return { references, ...definedFields({ destination }) };
};
