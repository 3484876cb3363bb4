/** What the operations of couriers take and return, by `operationId`. */
import * as z from 'zod';
import { DELIVERY_EXAMPLE } from '../examples.ts';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { cancelDeliveryBody, courierId, deliveryBody, deliveryQuotesBody } from '../schemas/deliveries.ts';
import { id } from '../schemas/id.ts';

const orderParams = z.object({ orderId: id });

export const DELIVERIES_OPERATIONS = {
  quoteDeliveries: {
    params: orderParams,
    body: deliveryQuotesBody,
    example: {},
    description:
      'Asks every courier that the stage has an account with, or those in `carriers`. The goods are fetched at the ' +
      "place of collection of the order, else at the shop's address; the shop and the customer need a telephone number. " +
      'A courier that cannot is listed in `errors`. At most 20 in ten minutes for an order.',
  },
  bookDelivery: {
    params: orderParams,
    body: deliveryBody,
    example: DELIVERY_EXAMPLE,
    description:
      'By a quote of this order that has not expired. The delivery is a parcel of the order, with its tracking ' +
      'address, and is followed like any other. The same request again returns the same delivery, with or without ' +
      '`Idempotency-Key`; when the response is 503 the outcome is not known: repeat the request, and the courier is ' +
      'asked whether it has the delivery before it is asked for one. An order that is cancelled has its courier ' +
      'cancelled.',
  },
  cancelDelivery: {
    params: z.object({ orderId: id, deliveryId: courierId }),
    body: cancelDeliveryBody,
    example: { reason: 'The customer is not at home' },
    description:
      "Where the courier does not cancel any more the response is 409 with the courier's code in `reason`. The courier " +
      'may charge for a cancellation.',
  },
} as const satisfies Readonly<Record<OperationIdOf<'DeliveriesApi'>, OperationSchemas>>;
