/**
 * Checkouts in the shapes that shops' programs have for them: field names, empty values and types as their public
 * documentation and bug reports show them; people, numbers and places are invented.
 */
import { CHECKOUTS } from './shop-checkouts.ts';
import { DESTINATIONS } from './shop-destinations.ts';
import { line, type ShopOrder } from './shop-order.ts';

/** A single field each. */
const DETAILS: readonly ShopOrder[] = [
  { from: 'a plus sign', checkout: { totalAmount: '+49.90' }, total: '49.90' },
  { from: 'zeros before', checkout: { totalAmount: '00049.90' }, total: '49.90' },
  { from: 'no whole part', checkout: { totalAmount: '.50' }, total: '0.50' },
  { from: 'a point at the end', checkout: { totalAmount: '49.' }, total: '49' },
  { from: 'spaces', checkout: { totalAmount: '\u00a049.90\n' }, total: '49.90' },
  { from: 'Swiss groups', checkout: { totalAmount: "1'249.90", currency: 'chf' }, total: '1249.90' },
  { from: 'eighteen decimals', checkout: { totalAmount: '49.900000000000000000' }, total: '49.90' },
  { from: 'float noise', checkout: { totalAmount: 3.3000000000000003 }, total: '3.30' },
  {
    from: 'mailto:',
    checkout: { buyerId: null, customer: {}, guestEmail: 'MAILTO:ana@example.com' },
    buyer: { email: 'ana@example.com' },
  },
  {
    from: 'a display name',
    checkout: { buyerId: '', customer: {}, guestEmail: '"Ruiz, Ana" <ana@EXAMPLE.com>' },
    buyer: { email: 'ana@example.com' },
  },
  {
    from: 'a subject behind the address',
    checkout: { customer: { email: 'mailto:ana@example.com?subject=Hi' } },
    buyer: { email: 'ana@example.com' },
  },
  {
    from: 'punycode',
    checkout: { customer: { email: 'ana@XN--MNCHEN-3YA.example' } },
    buyer: { email: 'ana@xn--mnchen-3ya.example' },
  },
  {
    from: 'several pictures',
    checkout: { items: [line({ image: [{ url: 'https://cdn.example/a.png' }, { url: 'b' }] })] },
    items: [{ image: 'https://cdn.example/a.png' }],
  },
  {
    from: 'a name that is a number',
    checkout: { items: [line({ name: 4711 })], customer: { name: 7 } },
    items: [{ name: '4711' }],
    buyer: { name: '7' },
  },
  {
    from: 'a shop’s own pickup point',
    checkout: {
      fulfilmentType: 'Click & Collect',
      pickupLocation: { id: 3, title: 'Centro', address1: 'Sol 1', city: 'Madrid', opening_hours: [] },
    },
  },
  {
    from: 'dates by people',
    checkout: { estimatedDelivery: '27.11.2026', estimatedReadyAt: 'tomorrow', estimatedPickupAt: 1_795_000_000 },
  },
  { from: 'a range of days', checkout: { estimatedDelivery: { min: 3, max: 5, unit: 'days' } } },
  {
    from: 'a fee with its sign',
    checkout: {},
    payment: { processingFee: '0,85 €', gasUsed: {}, escrowId: 'a/b', paymentIntentId: { id: 'pi_1' } },
  },
  { from: 'a payment that is only reserved', checkout: {}, payment: { status: 'AUTHORIZED' } },
];

export const SHOP_ORDERS: readonly ShopOrder[] = [
  ...CHECKOUTS,
  ...DESTINATIONS.map(([from, shippingAddress, address]) => ({ from, checkout: { shippingAddress }, address })),
  ...DETAILS,
];
