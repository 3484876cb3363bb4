import { AN_INSTANT } from './an-instant.ts';

/** Farm: an order to collect, under the farm's names. */
export const farmCheckout = (customerId: string, farmId: string) => ({
  paymentResult: { success: true, paymentMethod: 'card', paymentIntentId: 'pi_farm_1' },
  checkoutData: {
    customerId,
    farmId,
    storeName: 'Green Farm',
    orderType: 'farm',
    fulfillmentType: 'PICKUP',
    items: [{ productName: 'Tomatoes', quantity: 2.5, unit: 'kg', unitPrice: 3.2, totalPrice: 8 }],
    totalAmount: 8,
    currency: 'EUR',
    pickupLocation: 'Green Farm, Camino Viejo 4',
    pickupInstructions: 'Ring at the green gate',
    customer: { name: 'Ana Ruiz', email: 'ana@example.com' },
  },
});

export const FARM_HISTORY_EXAMPLE = {
  success: true,
  data: [
    {
      id: 'h',
      fromStatus: null,
      toStatus: 'PENDING',
      changedBy: 'system',
      createdAt: AN_INSTANT,
      order: { orderNumber: 'ORD', status: 'COMPLETED' },
    },
  ],
};

export const FARM_EVENT_EXAMPLE = {
  type: 'STATUS_CHANGE',
  orderId: 'order-1',
  farmId: 'farm-1',
  customerId: 'customer-1',
  data: { previousStatus: 'PENDING', newStatus: 'CONFIRMED', order: { orderNumber: 'ORD', status: 'CONFIRMED' } },
  timestamp: AN_INSTANT,
};
