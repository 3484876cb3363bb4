import { AN_INSTANT } from './an-instant.ts';

export const DOCUMENT_TRACKING_NUMBER = '1Z999AA1234567890';

export const DOCUMENT_ADDRESS = {
  name: 'John Doe',
  street: '123 Main St',
  city: 'Miami',
  state: 'FL',
  zipCode: '33101',
  country: 'US',
};

/** Marketplace: a purchase by escrow. */
export const marketplaceCheckout = (buyerId: string, sellerId: string) => ({
  paymentResult: {
    success: true,
    paymentMethod: 'escrow',
    transactionHash: '0x3f1b9a',
    escrowId: 'escrow-123',
    processingFee: 2.5,
    gasUsed: '21000',
    gasFees: '0.00042',
  },
  checkoutData: {
    buyerId,
    sellerId,
    sellerName: 'Jane Smith',
    storeName: "Jane's Electronics",
    items: [
      {
        productName: 'Wireless Headphones',
        productDescription: 'Noise cancelling',
        quantity: 1,
        unitPrice: 299.99,
        totalPrice: 299.99,
        image: 'https://shop.example/headphones.jpg',
        productSnapshot: { brand: 'Acme', warrantyMonths: 24 },
      },
    ],
    totalAmount: 299.99,
    currency: 'USDC',
    shippingAddress: DOCUMENT_ADDRESS,
    shippingMethod: 'standard',
    estimatedDelivery: '2024-02-15',
    orderNotes: 'It is a gift',
    specialInstructions: 'No invoice in the box',
    deliveryNotes: 'Ring twice',
    customer: { name: 'John Doe', email: 'john@example.com' },
  },
});

export const SHIPPED_REQUEST = {
  status: 'shipped',
  trackingNumber: DOCUMENT_TRACKING_NUMBER,
  carrier: 'UPS',
  statusDetails: 'Handed over at the counter',
  location: 'Miami, FL, US',
  reason: 'Packed early',
  notes: 'Fragile',
  metadata: { box: 'M' },
};

const PARTIES = {
  buyer: { id: 'buyer-1', name: 'John Doe', email: 'john@example.com' },
  seller: { id: 'seller-1', name: 'Jane Smith', storeName: "Jane's Electronics" },
};

export const CREATED_EXAMPLE = {
  success: true,
  order: {
    id: 'order-1',
    orderNumber: 'ORD-2024-001234',
    status: 'escrow_locked',
    statusUpdatedAt: AN_INSTANT,
    totalAmount: '299.99',
    currency: 'USDC',
    estimatedDelivery: '2024-02-15',
    trackingUrl: 'https://…',
    orderNotes: 'It is a gift',
    specialInstructions: 'No invoice in the box',
    deliveryNotes: 'Ring twice',
    deliveryAddress: DOCUMENT_ADDRESS,
  },
};

export const CHANGED_EXAMPLE = {
  success: true,
  order: {
    id: 'order-1',
    orderNumber: 'ORD-2024-001234',
    status: 'shipped',
    statusUpdatedAt: AN_INSTANT,
    totalAmount: '299.99',
    currency: 'USDC',
    estimatedDelivery: '2024-02-15',
    trackingNumber: DOCUMENT_TRACKING_NUMBER,
    trackingUrl: 'https://…',
  },
};

/** A delivered order, of which everything is known. */
export const ORDER_EXAMPLE = {
  order: {
    ...CREATED_EXAMPLE.order,
    trackingUrl: undefined,
    ...PARTIES,
    customerId: 'buyer-1',
    farmId: 'seller-1',
    buyerId: 'buyer-1',
    sellerId: 'seller-1',
    items: [
      {
        id: 'item-1',
        productName: 'Wireless Headphones',
        productDescription: 'Noise cancelling',
        productSnapshot: { brand: 'Acme', warrantyMonths: 24 },
        quantity: 1,
        unitPrice: '299.99',
        totalPrice: '299.99',
        image: 'https://shop.example/headphones.jpg',
        description: 'Noise cancelling',
      },
    ],
    payment: {
      method: 'escrow',
      status: 'locked',
      transactionHash: '0x3f1b9a',
      escrowId: 'escrow-123',
      processingFee: '2.5',
      gasUsed: '21000',
      gasFees: '0.00042',
    },
    shipping: {
      method: 'standard',
      trackingNumber: DOCUMENT_TRACKING_NUMBER,
      carrier: 'ups',
      estimatedDelivery: '2024-02-15',
      actualDelivery: AN_INSTANT,
      address: DOCUMENT_ADDRESS,
    },
    timeline: [{ status: 'escrow_locked', timestamp: AN_INSTANT, description: 'Payment held in escrow' }],
    confirmedAt: AN_INSTANT,
    preparingAt: null,
    readyAt: AN_INSTANT,
    shippedAt: AN_INSTANT,
    deliveredAt: AN_INSTANT,
    completedAt: null,
    cancelledAt: null,
    createdAt: AN_INSTANT,
    updatedAt: AN_INSTANT,
  },
};

const HISTORY_ENTRY = {
  id: 'history-1',
  status: 'shipped',
  previousStatus: 'ready_to_ship',
  fromStatus: 'ready_to_ship',
  toStatus: 'shipped',
  statusDetails: 'Handed over at the counter',
  changedBy: 'seller-1',
  createdBy: 'seller-1',
  reason: 'Packed early',
  notes: 'Fragile',
  location: 'Miami, FL, US',
  metadata: { box: 'M' },
  createdAt: AN_INSTANT,
};

/** The entry of the move to `shipped`. */
export const SHIPPED_ENTRY_EXAMPLE = HISTORY_ENTRY;

const TRACKING_INFO = {
  trackingNumber: DOCUMENT_TRACKING_NUMBER,
  carrier: 'ups',
  carrierService: 'Ground',
  trackingUrl: 'https://…',
  currentLocation: 'Miami, FL, US',
  estimatedDelivery: '2024-02-15',
  deliveryAttempts: [
    {
      attemptNumber: 1,
      attemptDate: AN_INSTANT,
      status: 'failed',
      reason: 'recipient_unavailable',
      nextAttemptDate: null,
    },
  ],
  lastSync: AN_INSTANT,
};

export const TIMELINE_EXAMPLE = {
  orderId: 'order-1',
  orderNumber: 'ORD-2024-001234',
  currentStatus: 'delivered',
  estimatedDelivery: '2024-02-15',
  trackingInfo: TRACKING_INFO,
  parcels: [TRACKING_INFO],
  statusHistory: [{ id: 'h', status: 's', createdAt: AN_INSTANT, changedBy: 'x', previousStatus: null }],
  notifications: [],
  timeline: [{ id: 'e', type: 'status', timestamp: AN_INSTANT, description: '…', source: 'system', metadata: {} }],
};

export const PUBLIC_TRACKING_EXAMPLE = { ...TRACKING_INFO, attemptCount: 1 };

export const BUYER_ROW_EXAMPLE = { id: 'order-1', orderNumber: 'ORD', status: 's', seller: PARTIES.seller };

export const SELLER_ROW_EXAMPLE = {
  id: 'order-1',
  orderNumber: 'ORD',
  status: 's',
  buyer: PARTIES.buyer,
  customer: PARTIES.buyer,
  items: [{ quantity: 1, name: 'Wireless Headphones', price: '299.99' }],
};
