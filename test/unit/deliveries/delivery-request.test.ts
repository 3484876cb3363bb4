import { describe, expect, it } from 'vitest';
import { deliveryRequestOf } from '../../../shared/deliveries/delivery-request.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const ADDRESS = { line1: 'Calle Mayor 1', line2: '2º B', city: 'Madrid', postalCode: '28001', country: 'ES' };
const SHOP = {
  shopId: 'seller-1',
  version: 1,
  createdAt: '2026-03-01T10:00:00.000Z',
  updatedAt: '2026-03-01T10:00:00.000Z',
  name: 'Green Farm',
  storeName: 'The Green Barn',
  phone: '+34600111222',
  address: ADDRESS,
};
const ORDER = anOrder({
  orderId: 'ord_1',
  customer: { name: 'Ana Ruiz', phone: '600 333 444', phoneE164: '+34600333444' },
  shippingAddress: ADDRESS,
  deliveryNotes: 'Third floor',
});
const made = (...given: Parameters<typeof deliveryRequestOf>) => {
  const result = deliveryRequestOf(...given);
  if ('missing' in result) throw new Error(JSON.stringify(result.missing));
  return result.request;
};

describe('what a courier has to know', () => {
  it('is both ends, what is in it and what it is worth', () => {
    expect(made(ORDER, SHOP)).toEqual({
      orderId: 'ord_1',
      pickup: {
        name: 'The Green Barn',
        phone: '+34600111222',
        street: 'Calle Mayor 1, 2º B',
        city: 'Madrid',
        postalCode: '28001',
        country: 'ES',
      },
      dropoff: {
        name: 'Ana Ruiz',
        phone: '+34600333444',
        street: 'Calle Mayor 1, 2º B',
        city: 'Madrid',
        postalCode: '28001',
        country: 'ES',
        instructions: 'Third floor',
      },
      items: [{ name: 'Eggs', quantity: 12 }],
      valueInMinorUnits: 420,
    });
  });

  it('is where the order is collected, where that has a street', () => {
    const place = { line1: 'Camino Viejo 4', city: 'Getafe', postalCode: '28901' };
    const pickup = { place, instructions: 'Ring at the green gate' };
    expect(made({ ...ORDER, pickup }, SHOP).pickup).toMatchObject({
      street: 'Camino Viejo 4',
      city: 'Getafe',
      country: 'ES',
      instructions: 'Ring at the green gate',
    });
    expect(made({ ...ORDER, pickup: { place: { city: 'Getafe' } } }, SHOP).pickup.city).toBe('Madrid');
  });

  it.each([
    ['JPY', '420', 420],
    ['EUR', '4.205', 421],
    ['USDC', '4.20', 0],
  ])('is worth %s %s as %d of the smallest unit', (currency, totalAmount, value) => {
    expect(made({ ...ORDER, currency, totalAmount }, SHOP).valueInMinorUnits).toBe(value);
  });

  it('is refused with all that is missing, by name', () => {
    const result = deliveryRequestOf(anOrder({ orderId: 'ord_1' }), undefined);
    expect('missing' in result && result.missing.map(({ path }) => path)).toEqual([
      ...['name', 'phone', 'street', 'city', 'postalCode', 'country'].map((name) => `pickup.${name}`),
      ...['phone', 'street', 'city', 'postalCode', 'country'].map((name) => `dropoff.${name}`),
    ]);
  });
});
