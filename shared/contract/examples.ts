/** Bodies that the document shows, and that the tests send. */
import { CARRIERS } from './carrier-registry.ts';

const [PARCEL] = CARRIERS.flatMap(({ id: carrier, exampleNumbers }) => {
  if (exampleNumbers === undefined) return [];
  const [shipped, corrected] = exampleNumbers;
  return [{ shipped: { trackingNumber: shipped, carrier }, corrected: { trackingNumber: corrected, carrier } }];
});
if (PARCEL === undefined) throw new Error('No carrier has example numbers.');

const COURIER = CARRIERS.find(({ capabilities }) => capabilities.includes('deliver'));
if (COURIER === undefined) throw new Error('No carrier brings single orders.');

export const DELIVERY_EXAMPLE = { carrier: COURIER.id, quoteId: 'dqt_7c9eab10' };

export const CHECKOUT_EXAMPLE = {
  paymentResult: { success: true, paymentMethod: 'card', paymentIntentId: 'pi_3PqLr2', processingFee: '0.85' },
  checkoutData: {
    buyerId: 'user-2041',
    sellerId: 'shop-7',
    items: [{ sku: 'OIL-1L', name: 'Olive oil, 1 l', quantity: 2, unitPrice: '12.50' }],
    totalAmount: '25.00',
    currency: 'EUR',
    orderType: 'standard',
    locale: 'es',
    customer: { name: 'Ana Ruiz', email: 'ana@example.com', phone: '+34 600 111 222' },
    shippingAddress: {
      name: 'Ana Ruiz',
      line1: 'Calle Mayor 1',
      city: 'Madrid',
      postalCode: '28001',
      country: 'ES',
    },
    shippingMethod: 'standard',
  },
};

export const CORRECTION_EXAMPLE = {
  ...PARCEL.corrected,
  reason: 'A digit was mistyped',
};

export const SHIPMENT_EXAMPLE = PARCEL.shipped;

export const STATUS_EXAMPLE = {
  status: 'SHIPPED',
  ...PARCEL.shipped,
  estimatedDelivery: '2026-11-27T18:00:00Z',
  location: { city: 'Zaragoza', country: 'ES' },
  notes: 'Handed over at the counter',
};

export const STORE_ORDER_EXAMPLE = {
  order_id: 'groc-1001',
  store_id: 'shop-7',
  customer_id: 'user-2041',
  items: [{ name: 'Oat milk', quantity: 2, unit_price: '1.90' }],
  delivery_provider: 'own',
};

/** A shop as it says itself. */
export const SHOP_EXAMPLE = {
  name: 'Green Farm',
  email: 'orders@green-farm.example',
  locale: 'es',
  timezone: 'Europe/Madrid',
  supportContact: 'help@green-farm.example',
  logoUrl: 'https://green-farm.example/logo.png',
  accentColor: '#1c5f2e',
  pickup: { place: 'Green Farm, Camino Viejo 4', instructions: 'Ring at the green gate', hours: 'Mon–Sat 9–14' },
};

export const WORKFLOW_EXAMPLE = {
  id: 'bakery',
  title: 'Bakery',
  initial: [{ status: 'ordered' }],
  statuses: {
    ordered: { phase: 'placed' },
    baking: { phase: 'preparing' },
    ready: { phase: 'ready' },
    collected: { phase: 'completed', final: true },
    cancelled: { phase: 'cancelled', final: true },
  },
  transitions: [
    { from: 'ordered', to: 'baking', roles: ['seller'] },
    { from: 'ordered', to: 'cancelled', roles: ['customer', 'seller'] },
    { from: 'baking', to: 'ready', roles: ['seller'] },
    { from: 'ready', to: 'collected', roles: ['seller'] },
  ],
  deadlines: [],
  milestones: {},
};
