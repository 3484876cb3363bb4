import { DELIVERIES_OPERATIONS } from '../../../../shared/contract/operations/deliveries.ts';
import { bookDelivery as book } from '../../../../shared/deliveries/book-delivery.ts';
import { implement } from '../../../http/http-api.ts';
import { type Carried, idempotently } from '../../../http/idempotency.ts';
import { created } from '../../../http/responses.ts';
import { shipmentResponse } from '../../../orders/responses/order.ts';
import { deliveryResponse } from '../delivery-response.ts';
import type { DeliveriesDependencies } from '../dependencies.ts';
import { courierOf, orderOfOrderer, requireDelivery } from '../orderer.ts';

export const bookDelivery = implement(
  DELIVERIES_OPERATIONS.bookDelivery,
  async ({ params, body, caller, headers, rawBody }, deps: DeliveriesDependencies) => {
    const { order, actor } = await orderOfOrderer(deps, { caller, headers }, params.orderId);
    const courier = courierOf(deps, body.carrier);
    const run = async (): Promise<Carried> => {
      const shop = await deps.shops.get(order.sellerId);
      const requireOpen = () => requireDelivery(deps, order);
      const booked = await book(deps, { order, shop, courier, quoteId: body.quoteId, actor, requireOpen });
      const parcel = booked.order.shipments.find(
        ({ trackingNumber }) => trackingNumber === booked.booking.trackingNumber,
      );
      const response = created({
        success: true,
        delivery: deliveryResponse(booked),
        ...(parcel && { shipment: shipmentResponse(booked.order, parcel) }),
      });
      return { response, isRecorded: false };
    };
    return idempotently(deps, { caller, headers, rawBody }, `book_delivery:${order.orderId}`, run);
  },
);
