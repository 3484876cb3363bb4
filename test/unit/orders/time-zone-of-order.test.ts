import { describe, expect, it } from 'vitest';
import { counterTimeZone, orderTimeZone } from '../../../shared/orders/model/delivery-place.ts';
import type { PickupPlace } from '../../../shared/orders/model/order.ts';

const MADRID = { line1: 'Calle Mayor 1', city: 'Madrid', country: 'ES' };
const seller = { timezone: 'America/Chicago' };
const collected = (place?: PickupPlace, more: object = {}) => ({
  fulfilmentType: 'pickup' as const,
  ...(place && { pickup: { place } }),
  ...more,
});
const sent = { fulfilmentType: 'shipping' as const };

describe('the time zone of an order', () => {
  it.each([
    ['a place in a country with one zone', collected({ country: 'IT' }, { seller }), 'Europe/Rome'],
    ['a place in most of a country', collected({ country: 'ES', postalCode: '28001' }, { seller }), 'Europe/Madrid'],
    [
      'a place that says which of several',
      collected({ country: 'US', region: 'CA' }, { seller }),
      'America/Los_Angeles',
    ],
    [
      'a place that does not say which',
      collected({ city: 'Springfield', country: 'US' }, { seller }),
      'America/Chicago',
    ],
    ['a place that is only named', collected({ name: 'Green Farm' }, { seller }), 'America/Chicago'],
    ['no place', collected(undefined, { seller }), 'America/Chicago'],
    [
      'no place, before the address of the buyer',
      collected(undefined, { seller, shippingAddress: MADRID }),
      'America/Chicago',
    ],
    ['no place and a shop that says nothing', collected(undefined, { shippingAddress: MADRID }), 'Europe/Madrid'],
    ['nothing at all', collected({ name: 'Green Farm' }), 'UTC'],
    ['an address', { ...sent, seller, shippingAddress: MADRID }, 'Europe/Madrid'],
    [
      'an address in a country that nobody knows',
      { ...sent, seller, shippingAddress: { ...MADRID, country: '??' } },
      'America/Chicago',
    ],
    ['nothing to send', { ...sent, seller }, 'America/Chicago'],
  ])('is that of %s', (_name, order, zone) => {
    expect(orderTimeZone(order)).toBe(zone);
  });

  it.each([
    ['of its own place', collected({ country: 'ES' }), { country: 'ES' }, 'Europe/Madrid'],
    [
      'of the shop, where a place of collecting does not say it',
      collected({ name: 'Stall' }, { seller }),
      { country: 'US' },
      'America/Chicago',
    ],
    ['of a country, where nothing is nearer', collected({ name: 'Stall' }), { country: 'US' }, 'America/Los_Angeles'],
    [
      "of a carrier's counter, wherever the shop is",
      { ...sent, seller, shippingAddress: MADRID },
      { country: 'PT' },
      'Europe/Lisbon',
    ],
    [
      'of the order, where a counter has no country',
      { ...sent, seller, shippingAddress: MADRID },
      { city: 'Getafe' },
      'Europe/Madrid',
    ],
    ['of the order, where nobody knows the counter', { ...sent, shippingAddress: MADRID }, undefined, 'Europe/Madrid'],
  ])('at a counter is that %s', (_name, order, counter, zone) => {
    expect(counterTimeZone(order, counter)).toBe(zone);
  });
});
