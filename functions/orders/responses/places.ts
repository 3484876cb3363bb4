import type * as z from 'zod';
import type { addressResponse } from '../../../shared/contract/schemas/response-parts.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import type { Address, PickupPlace } from '../../../shared/orders/model/order.ts';

/** The address under both namings. */
export const addressUnderBothNames = (address: Address): z.input<typeof addressResponse> => ({
  ...address,
  street: address.line1,
  ...definedFields({ state: address.region, zipCode: address.postalCode }),
});

/** A place as a line of text: `Miami, FL, US`. Without its postcode, which can be one house. */
export const placeText = ({ name, line1, city, region, country }: PickupPlace): string | undefined => {
  const parts = [name, line1, city, region, country].filter((part) => part !== undefined && part !== '');
  return parts.length > 0 ? parts.join(', ') : undefined;
};
