import { describe, expect, it } from 'vitest';
import { isProven, type LinkProofs, linkRequest } from '../../../shared/notifications/link-request.ts';
import { planLink } from '../../../shared/notifications/plan.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const AT = '2026-03-01T10:00:00.000Z';
const order = anOrder({
  orderId: 'ord_1',
  orderNumber: 'ORD-2026-000001',
  customer: { email: 'Ana@Example.com' },
  shippingAddress: { line1: 'Calle Mayor 1', city: 'London', postalCode: 'SW1A 1AA', country: 'GB' },
});
const request = (said: LinkProofs, orderNumber = order.orderNumber) => linkRequest('lnk_1', orderNumber, said, AT);

describe('a request for a link', () => {
  it.each<[LinkProofs, boolean]>([
    [{ email: 'ana@example.com' }, true],
    [{ email: ' ANA@example.com' }, true],
    [{ email: 'eve@example.com' }, false],
    [{ postcode: 'sw1a1aa' }, true],
    [{ postcode: 'SW1A-1AA' }, true],
    [{ postcode: 'SW1A 1AB' }, false],
    [{ email: 'ana@example.com', postcode: 'SW1A 1AB' }, false],
    [{ email: 'ana@example.com', postcode: 'SW1A 1AA' }, true],
    [{}, false],
  ])('that says %j proves %j', (said, proven) => {
    expect(isProven(request(said), order)).toBe(proven);
  });

  it.each([
    ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
    ['ana@xn--mnchen-3ya.example', 'ANA@MÜNCHEN.example'],
    ['Ана@сайт.рф', 'ана@САЙТ.РФ '],
  ])('of the mailbox %s is proven by %s', (email, said) => {
    expect(isProven(request({ email: said }), { ...order, customer: { email } })).toBe(true);
  });

  it('is good for its own order only', () => {
    expect(isProven(request({ email: 'ana@example.com' }, 'ORD-2026-000002'), order)).toBe(false);
    const { customer: _customer, shippingAddress: _address, ...bare } = order;
    const unknown = { ...bare, customer: {} };
    expect(isProven(request({ email: '' }), unknown)).toBe(false);
    expect(isProven(request({ email: 'guest@example.com' }), { ...unknown, guestEmail: 'guest@example.com' })).toBe(
      true,
    );
  });

  it('keeps nothing of what was said', () => {
    expect(JSON.stringify(request({ email: 'ana@example.com', postcode: 'SW1A 1AA' }))).not.toMatch(/ana|SW1A/i);
  });

  it('leads to one urgent mail, the same one each time it is planned', () => {
    const plan = () => planLink(request({ email: 'ana@example.com' }), { order, link: 'https://e.example/x', now: AT });
    expect(plan()).toEqual(plan());
    expect(plan()).toMatchObject([
      {
        link: 'https://e.example/x',
        notification: {
          type: 'tracking_link',
          channel: 'email',
          priority: 'urgent',
          status: 'pending',
          recipient: 'A***@Example.com',
          audience: 'customer',
          eventId: 'lnk_1',
          facts: { orderNumber: 'ORD-2026-000001', status: order.status, phase: order.phase, occurredAt: AT },
        },
      },
    ]);
  });
});
