import type { Order } from './order.ts';

/**
 * What is known of an order before it exists: all that the one who creates it decides. Status, phase, version, dates and
 * what grows with an order (shipments, substitutions, stamps) are the engine's to give.
 */
export type NewOrderFacts = Pick<
  Order,
  | 'orderId'
  | 'orderNumber'
  | 'orderType'
  | 'buyerId'
  | 'guestEmail'
  | 'sellerId'
  | 'seller'
  | 'customer'
  | 'locale'
  | 'items'
  | 'totalAmount'
  | 'currency'
  | 'payment'
  | 'fulfilmentType'
  | 'shippingAddress'
  | 'shippingMethod'
  | 'notes'
  | 'specialInstructions'
  | 'deliveryNotes'
  | 'metadata'
  | 'estimatedDelivery'
  | 'estimatedReadyAt'
  | 'estimatedPickupAt'
  | 'pickup'
  | 'substitutionPreference'
  | 'deliveryPreference'
  | 'reservedStock'
>;
