import { AN_INSTANT } from './an-instant.ts';

/** Store: what it sends, and how the order is returned. */
export const storeOrderRequest = (orderId: string, storeId: string, customerId: string) => ({
  order_id: orderId,
  store_id: storeId,
  customer_id: customerId,
  items: [{ name: 'Milk', quantity: 2, unit_price: '1.20' }],
  delivery_provider: 'own',
  metadata: { aisle: '4' },
});

export const STORE_ORDER_EXAMPLE_RESPONSE = {
  order_id: 'order-1',
  store_id: 'store-1',
  customer_id: 'customer-1',
  current_status: 'delivered',
  delivery_provider: 'own',
  status_history: [{ status: 'submitted', timestamp: AN_INSTANT, updated_by: 'system' }],
  driver_details: { driver_id: 'driver-1', name: 'Leo', phone: '+34 600 000 000', vehicle: 'van', provider: 'own' },
  driver_location: null,
  substitutions: [],
  metadata: { aisle: '4' },
};
