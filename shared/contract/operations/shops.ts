/** What the operations of shops take and return. */
import * as z from 'zod';
import { SHOP_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id } from '../schemas/id.ts';
import { shopBody } from '../schemas/shop.ts';

const params = z.object({ shopId: id });

export const SHOPS_OPERATIONS = {
  getShop: {
    params,
    description: 'A shop that has said nothing of itself is 404; its orders show its id as its name.',
  },
  putShop: {
    params,
    body: shopBody,
    example: SHOP_EXAMPLE,
    description:
      'A member that is absent is empty afterwards. A service (`system`) may create a shop; afterwards the shop is its ' +
      "seller's and administrators'. Orders retain the names and the time zone of their shop at the time of creation.",
  },
} as const satisfies Partial<Record<OperationIdOf<'TrackingApi'>, OperationSchemas>>;
