import { describe, expect, it } from 'vitest';
import { createOrderBody } from '../../../shared/contract/schemas/create-order.ts';
import { factsFromCheckout } from '../../../shared/orders/use-cases/from-checkout.ts';

const ADDRESS = { name: 'Ana Ruiz', street: 'Calle Mayor 1', city: 'Madrid', zipCode: '28013', country: 'ES' };
const CHECKOUT = {
  buyerId: 'buyer-1',
  sellerId: 'seller-1',
  items: [{ name: 'Eggs', quantity: 2, unitPrice: '1.50' }],
  totalAmount: '3.00',
  currency: 'EUR',
};
const PAID = { success: true, paymentMethod: 'fiat' };

/** As JSON: `undefined` takes a member out. */
const read = (checkout: object = {}, payment: object = {}) => {
  const body = { paymentResult: { ...PAID, ...payment }, checkoutData: { ...CHECKOUT, ...checkout } };
  return factsFromCheckout(createOrderBody.parse(JSON.parse(JSON.stringify(body))), 'ord_1');
};
const factsOf = (checkout: object = {}, payment: object = {}) => {
  const found = read(checkout, payment);
  if (!found.ok) throw new Error(found.code);
  return found.facts;
};

describe('a payment', () => {
  it.each([
    [{ success: true }, 'confirmed'],
    [{ success: true, status: 'pending' }, 'pending'],
    [{ success: false, status: 'pending' }, 'pending'],
    [{ success: true, paymentMethod: 'escrow' }, 'locked'],
    [{ success: true, paymentMethod: 'escrow', status: 'pending' }, 'pending'],
  ])('%o makes an order whose payment is %s', (payment, status) => {
    expect(factsOf({}, payment).payment.status).toBe(status);
  });

  it.each([{ success: false }, { success: true, status: 'failed' }, { success: false, status: 'failed' }])(
    '%o makes none',
    (payment) => {
      expect(read({}, payment)).toEqual({ ok: false, code: 'PAYMENT_NOT_CONFIRMED' });
    },
  );

  it('leaves its references with the order, and no flags', () => {
    expect(factsOf({}, { transactionHash: '0x1', processingFee: '0.10' }).payment).toEqual({
      method: 'fiat',
      status: 'confirmed',
      transactionHash: '0x1',
      processingFee: '0.10',
    });
  });
});

describe('the type of an order', () => {
  it.each([
    ['crypto', undefined, 'marketplace'],
    ['fiat', undefined, 'marketplace'],
    ['escrow', undefined, 'marketplace'],
    ['card', undefined, 'standard'],
    ['fiat', 'farm', 'farm'],
  ])('paid by %s and said to be %s is %s', (paymentMethod, orderType, type) => {
    expect(factsOf({ orderType }, { paymentMethod }).orderType).toBe(type);
  });
});

describe('how an order reaches the customer', () => {
  it.each([
    [{ orderType: 'farm' }, 'pickup'],
    [{ orderType: 'grocery' }, 'delivery'],
    [{ orderType: 'standard' }, 'shipping'],
    [{ orderType: 'farm', fulfilmentType: 'delivery' }, 'delivery'],
    [{ orderType: 'farm', shippingAddress: ADDRESS }, 'shipping'],
    [{ orderType: 'farm', shippingAddress: ADDRESS, fulfilmentType: 'pickup' }, 'pickup'],
    [{ orderType: 'farm', shippingAddress: {} }, 'pickup'],
  ])('%o: %s', (checkout, fulfilmentType) => {
    expect(factsOf(checkout).fulfilmentType).toBe(fulfilmentType);
  });

  it('is refused where the address has gaps and the order has to get there', () => {
    const shippingAddress = { street: 'Calle Mayor 1', country: 'ES' };
    expect(read({ shippingAddress })).toMatchObject({ ok: false, code: 'INVALID_SHIPPING_ADDRESS' });
    expect(read({ shippingAddress, orderType: 'standard', fulfilmentType: 'delivery' })).toMatchObject({ ok: false });
  });

  it.each([{ fulfilmentType: 'pickup' }, { orderType: 'digital' }])(
    '%o: an address with gaps is set aside as it was written',
    (checkout) => {
      const shippingAddress = { street: 'Calle Mayor 1', country: 'ES' };
      const facts = factsOf({ ...checkout, shippingAddress });
      expect(facts).not.toHaveProperty('shippingAddress');
      expect(facts.metadata?.asWritten).toHaveProperty('shippingAddress');
    },
  );

  it('says where to collect, as far as the checkout does', () => {
    const place = { city: 'Toledo' };
    expect(factsOf()).not.toHaveProperty('pickup');
    expect(factsOf({ pickupLocation: place }).pickup).toEqual({ place });
    expect(factsOf({ pickupInstructions: 'Ring twice.' }).pickup).toEqual({ instructions: 'Ring twice.' });
    expect(factsOf({ pickupLocation: place, pickupInstructions: 'Ring twice.' }).pickup).toEqual({
      place,
      instructions: 'Ring twice.',
    });
  });
});

describe('the customer', () => {
  const guest = { buyerId: undefined, guestEmail: 'guest@example.org' };

  it('is reached at their own address before the guest’s', () => {
    expect(factsOf({ ...guest, customer: { email: 'ana@example.com' } }).customer.email).toBe('ana@example.com');
    expect(factsOf({ ...guest, customer: { name: 'Ana' } }).customer).toEqual({
      name: 'Ana',
      email: 'guest@example.org',
    });
    expect(factsOf(guest).customer).toEqual({ email: 'guest@example.org' });
    expect(factsOf({ customer: { name: 'Ana' } }).customer).toEqual({ name: 'Ana' });
    expect(factsOf().customer).toEqual({});
  });

  it('has a telephone number of the country that the order goes to', () => {
    const customer = { phone: '600 000 001' };
    expect(factsOf({ customer, shippingAddress: ADDRESS }).customer.phoneE164).toBe('+34600000001');
    expect(factsOf({ customer }).customer).not.toHaveProperty('phoneE164');
  });

  it('is written to in their language, in Spanish where it is none of ours; then it is kept as it was written', () => {
    expect(factsOf({ locale: 'en_US' }).locale).toBe('en');
    expect(factsOf({ locale: 'en_US' })).not.toHaveProperty('metadata');
    expect(factsOf().locale).toBe('es');
    const french = factsOf({ locale: 'fr-FR', metadata: { campaign: 'spring' } });
    expect(french.locale).toBe('es');
    expect(french.metadata).toEqual({ campaign: 'spring', asWritten: { locale: 'fr-FR' } });
    expect(factsOf({ metadata: { campaign: 'spring' } }).metadata).toEqual({ campaign: 'spring' });
  });
});

describe('the items', () => {
  const single = { items: undefined, listingId: 'eggs' };

  it('are one of the listing where the checkout names only that', () => {
    expect(factsOf(single).items).toMatchObject([{ listingId: 'eggs', quantity: 1, unitPrice: '3.00' }]);
    expect(factsOf({ ...single, quantity: 4 }).items).toMatchObject([{ quantity: 4, unitPrice: '0.75' }]);
    expect(factsOf({ ...single, quantity: 9, totalAmount: '1.00' }).items).toMatchObject([{ unitPrice: '0.11111111' }]);
  });

  it('have their own listings; the checkout’s own is that of an only item', () => {
    const item = { name: 'Eggs', quantity: 1, unitPrice: '1.50' };
    const listings = (checkout: object) => factsOf(checkout).items.map(({ listingId }) => listingId);
    expect(listings({ listingId: 'eggs', items: [item] })).toEqual(['eggs']);
    expect(listings({ listingId: 'eggs', items: [{ ...item, listingId: 'milk' }] })).toEqual(['milk']);
    expect(listings({ listingId: 'eggs', items: [item, { ...item, listingId: 'milk' }] })).toEqual([undefined, 'milk']);
  });
});

describe('what else a checkout says', () => {
  const said = {
    shippingMethod: 'express',
    notes: 'Fragile',
    estimatedDelivery: '2026-03-05',
    estimatedReadyAt: '2026-03-03T10:00:00.000Z',
    estimatedPickupAt: '2026-03-04T10:00:00.000Z',
  };

  it('is of the order; what it does not say is absent', () => {
    expect(factsOf(said)).toMatchObject({ ...said, buyerId: 'buyer-1', orderId: 'ord_1', currency: 'EUR' });
    for (const name of [...Object.keys(said), 'guestEmail', 'shippingAddress', 'metadata']) {
      expect(factsOf()).not.toHaveProperty(name);
    }
    expect(factsOf({ buyerId: undefined, guestEmail: 'g@example.org' })).toMatchObject({ guestEmail: 'g@example.org' });
  });
});
