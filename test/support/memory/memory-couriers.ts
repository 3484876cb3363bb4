import { COURIERS } from '../../../shared/contract/carrier-apis.ts';
import type { CourierDependencies } from '../../../shared/deliveries/ask-courier.ts';
import type { DeliveryBook } from '../../../shared/deliveries/delivery-book.ts';
import { memoryParked } from '../webhook-fixtures.ts';

/** What the routes of couriers need besides: books in memory, and couriers that offer nothing. */
export const memoryCouriers = () => {
  const books = new Map<string, DeliveryBook>();
  const couriers: Pick<CourierDependencies, 'books' | 'clientOf' | 'parked' | 'telemetry'> = {
    books: {
      get: async (orderId) => books.get(orderId),
      put: async (book, before) => {
        if (books.get(book.orderId)?.version !== before?.version) return false;
        books.set(book.orderId, book);
        return true;
      },
    },
    clientOf: async () => ({}),
    parked: memoryParked({ findIdsByTrackingNumber: async () => [] }),
    telemetry: { count: () => {}, info: () => {}, warn: () => {} },
  };
  return { ...couriers, couriers: COURIERS };
};
