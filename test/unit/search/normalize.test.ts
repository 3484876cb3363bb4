import { describe, expect, it } from 'vitest';
import { emailOf, fold, orderNumberOf, phoneDigits, postcodeOf } from '../../../shared/contract/normalize.ts';
import { linkQuery } from '../../../shared/contract/schemas/lists.ts';
import { trackingNumber } from '../../../shared/contract/schemas/primitives.ts';
import { isProven, type LinkProofs, linkRequest } from '../../../shared/notifications/link-request.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { MAX_TOKENS, matches, termsOf, tokensOf } from '../../../shared/search/tokens.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const NBSP = '\u00a0';
const NARROW_NBSP = '\u202f';
const THIN = '\u2009';
const FIGURE = '\u2007';
const ZERO_WIDTH = '\u200b';

const parcel = (trackingNumber: string) => ({
  shipmentId: 's',
  trackingNumber,
  carrier: 'fedex',
  registeredAt: '2026-03-01T10:00:00.000Z',
});

const order = (more: Partial<Order>): Order =>
  anOrder({ orderId: 'ord_1', orderNumber: 'ORD-2026-000173', customer: {}, ...more });
const named = (name: string): Order => order({ customer: { name } });
const selling = (name: string): Order => order({ items: [{ itemId: 'i', name, quantity: 1, unitPrice: '1.00' }] });
const called = (phone: string): Order => order({ customer: { phone } });
const mailed = (email: string): Order => order({ customer: { email } });
const sent = (number: string): Order => order({ shipments: [parcel(number)] });

describe('search finds what is printed', () => {
  it.each<[string, Order]>([
    ['ORD-2026-000173', order({})],
    ['#ORD-2026-000173', order({})],
    ['# ORD-2026-000173', order({})],
    ['ORD–2026–000173', order({})],
    ['ORD — 2026 — 000173', order({})],
    ['ord\u20102026\u2011000173', order({})],
    ['ORD2026000173', order({})],
    ['ord 2026 000173', order({})],
    [`ORD${NBSP}2026${NARROW_NBSP}000173 `, order({})],
    ['2026-000173', order({})],
    ['2026 000173', order({})],
    ['000173', order({})],
    ['173', order({})],
    ['Order no. 2026-000173', order({})],
    ['Pedido nº 173', order({})],
    ['Comanda nr. 000173', order({})],
    ['Заказ № 173', order({})],
    ['ＯＲＤ－２０２６－０００１７３', order({})],
    ['1234 5678 9012', sent('123456789012')],
    [`1234${NBSP}5678${THIN}9012`, sent('123456789012')],
    [`1234${FIGURE}5678${NARROW_NBSP}9012`, sent('123456789012')],
    [`1234${ZERO_WIDTH}56789012`, sent('123456789012')],
    ['1234-5678-9012', sent('123456789012')],
    ['1234 5678 90', sent('123456789012')],
    ['１２３４ ５６７８', sent('123456789012')],
    ['1z 999 aa1 0123 4567 84', sent('1Z999AA10123456784')],
    ['RR 123 456 785 ES', sent('RR123456785ES')],
    ['tracking: 1234 5678 9012', sent('123456789012')],
    ['ruiz 1234 5678 9012', order({ customer: { name: 'Ana Ruiz' }, shipments: [parcel('123456789012')] })],
    ['lukasz', named('Łukasz')],
    ['Łukasz', named('Lukasz')],
    ['grossmann', named('Großmann')],
    ['GROẞMANN', named('Grossmann')],
    ['smorrebrod', selling('Smørrebrød')],
    ['smørrebrød', selling('Smorrebrod')],
    ['aeroskobing', named('Ærøskøbing')],
    ['dokovic', named('Đoković')],
    ['thorir', named('Þórir')],
    ['Gudrun', named('Guðrún')],
    ['isik', named('Işık')],
    ['ISIK', named('ışık')],
    ['istanbul', selling('İstanbul')],
    ['oeuvre', selling('Œuvre')],
    ['garcia', named('GARCÍA')],
    ['garci\u0301a', named('García')],
    ['García-López', named('García López')],
    ['garcia lopez', named('García-López')],
    ["o'brien", named('O’Brien')],
    ['obrien', named("O'Brien")],
    ['йогурт', selling('Йогурт')],
    ['семен', named('Семён')],
    ['семён', named('Семен')],
    ['γιωργος', named('Γιώργος')],
    ['ΓΙΏΡΓΟΣ', named('Γιώργος')],
    ['example.com', mailed('jose.garcia@shop.example.com')],
    ['@example.com', mailed('jose.garcia@example.com')],
    ['shop.example', mailed('jose.garcia@shop.example.com')],
    ['garcia@example.com', mailed('jose.garcia@example.com')],
    ['Jose.Garcia@Example.com ', mailed('jose.garcia@example.com')],
    ['600 111 222', called('+34600111222')],
    ['600111222', called('+34 600-111-222')],
    ['+34 600 111 222', called('+34600111222')],
    ['+34 600 111 222', called('600111222')],
    ['0034600111222', called('+34600111222')],
    ['(555) 010-0199', called('+1 555 010 0199 ext. 4021')],
    ['069 123 456', called('+37369123456')],
    ['1222', called('+34600111222')],
    ['tel. 600 111 222', called('+34600111222')],
    ['ana 600 111 222', order({ customer: { name: 'Ana Ruiz', phone: '+34600111222' } })],
  ])('%s', (query, found) => {
    expect(matches(found, termsOf(query))).toBe(true);
  });

  it.each<[string, Order]>([
    ['2025-000173', order({})],
    ['174', order({})],
    ['5678 9012', sent('123456789012')],
    ['1234 9012', sent('123456789012')],
    ['600 111 223', called('+34600111222')],
    ['111', called('+34600111222')],
    ['4021', called('+1 555 010 0199 ext. 4021')],
    ['example.org', mailed('jose.garcia@example.com')],
    ['lucasz', named('Łukasz')],
    ['иогурт', selling('Йогурт')],
    ['ruiz 600 111 222', called('+34600111222')],
    ['- – #', order({})],
  ])('and not by %s', (query, other) => {
    expect(matches(other, termsOf(query))).toBe(false);
  });

  it('writes each word once, and another spelling only where there is one', () => {
    const full = anOrder({
      orderId: 'ord_1',
      orderNumber: 'ORD-2026-001234',
      customer: { name: 'José García-López', email: 'jose.garcia@example.com', phone: '+34 600 111 222' },
      items: [{ itemId: 'i', name: 'Huevos camperos', sku: 'EGG-12', quantity: 1, unitPrice: '3.00' }],
    });
    expect(tokensOf(full)).toEqual([
      ...['ord2026001234', '2026001234', '001234', '1234'],
      ...['josegarciaexamplecom', 'jose', 'garcia', 'examplecom', '*22211100643'],
      ...['garcialopez', 'lopez', 'huevos', 'camperos', 'egg12', 'egg', '12', 'huvos'],
    ]);
    expect(tokensOf(full).length).toBeLessThan(MAX_TOKENS);
  });
});

describe('one spelling', () => {
  it.each([
    ['ord 2026 000173', 'ORD-2026-000173'],
    [' #ord-2026-000173 ', 'ORD-2026-000173'],
    [`ORD${NBSP}2026${THIN}000173`, 'ORD-2026-000173'],
    ['ORD–2026—000173', 'ORD-2026-000173'],
    ['ORD\u20112026\u2010000173', 'ORD-2026-000173'],
    ['ORD2026000173', 'ORD-2026-000173'],
    ['2026000173', 'ORD-2026-000173'],
    ['2026-000173', 'ORD-2026-000173'],
    ['2026/173', 'ORD-2026-000173'],
    ['Pedido nº ORD-2026-000173', 'ORD-2026-000173'],
    ['ord.2026.1234567', 'ORD-2026-1234567'],
    ['ＯＲＤ－２０２６－０００１７３', 'ORD-2026-000173'],
    ['abc-12', 'ABC-12'],
    ['173', '173'],
    [' – ', undefined],
  ])('of the order number %j is %j', (typed, number) => {
    expect(orderNumberOf(typed)).toBe(number);
  });

  it.each([
    ['10001-1234', '10001'],
    ['10001 1234', '10001'],
    ['100011234', '10001'],
    ['10001', '10001'],
    ['sw1a 1aa', 'SW1A1AA'],
    [`SW1A${NBSP}1AA`, 'SW1A1AA'],
    ['1012–ab', '1012AB'],
    ['MD-2001', '2001'],
    ['MD2001', '2001'],
    ['01310-100', '01310100'],
    ['AD500', 'AD500'],
    ['１０００１', '10001'],
  ])('of the postcode %j is %j', (typed, code) => {
    expect(postcodeOf(typed)).toBe(code);
  });

  it.each([
    [' Ana@Example.com ', 'ana@example.com'],
    [`ana@example.com${NBSP}`, 'ana@example.com'],
    ['ana＠example.com', 'ana@example.com'],
    ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
    ['ana@xn--mnchen-3ya.example', 'ana@xn--mnchen-3ya.example'],
  ])('of the address %j is %j', (typed, address) => {
    expect(emailOf(typed)).toBe(address);
  });

  it.each([
    ['+1 (555) 010-0199 ext. 4021', '15550100199'],
    ['+34 600 111 222', '34600111222'],
    ['nobody', ''],
  ])('of the phone %j is %j', (typed, digits) => {
    expect(phoneDigits(typed)).toBe(digits);
  });

  it.each([
    ['1234 5678 9012', '123456789012'],
    [`1234${NBSP}5678–9012`, '123456789012'],
    ['#1z999aa10123456784', '1Z999AA10123456784'],
  ])('of the parcel %j is %j', (typed, number) => {
    expect(trackingNumber.parse(typed)).toBe(number);
  });

  it.each([
    ['Łódź ßÆØ', 'lodz ssaeo'],
    ['Ёлка й', 'елка й'],
    ['Σίσυφος', 'σισυφοσ'],
  ])('folds %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });
});

describe('the form for a link', () => {
  const asked = anOrder({
    orderId: 'ord_1',
    orderNumber: 'ORD-2026-000173',
    customer: { email: 'ana@example.com' },
    shippingAddress: { line1: 'Main St 1', city: 'New York', postalCode: '10001-1234', country: 'US' },
  });
  const proven = (query: Readonly<Record<string, string>>): boolean => {
    const { number, email, postcode } = linkQuery.parse(query);
    const said: LinkProofs = { ...(email !== undefined && { email }), ...(postcode !== undefined && { postcode }) };
    return isProven(linkRequest('lnk_1', number, said, '2026-03-01T10:00:00.000Z'), asked);
  };

  it.each([
    [{ number: 'ord 2026 000173', email: 'ana@example.com ' }, true],
    [{ number: '#ORD–2026–000173', email: ' ANA@EXAMPLE.COM' }, true],
    [{ number: '2026-000173', postcode: '10001' }, true],
    [{ number: '2026-000173', postcode: '10001 1234' }, true],
    [{ number: '2026-000173', email: '', postcode: '10001' }, true],
    [{ number: '2026-000173', email: 'ana@example.com', postcode: '' }, true],
    [{ number: '2026-000173', postcode: '10002' }, false],
    [{ number: '2026-000174', postcode: '10001' }, false],
    [{ number: '173', email: 'ana@example.com' }, false],
  ])('takes %j: %s', (query, isRight) => {
    if (query.number === '173') expect(linkQuery.safeParse(query).success).toBe(false);
    else expect(proven(query)).toBe(isRight);
  });

  it.each([
    [{ number: ' – ', email: 'ana@example.com' }],
    [{ number: 'ORD-2026-000173' }],
    [{ number: 'ORD-2026-000173', email: ' ', postcode: '' }],
    [{ number: 'ORD-2026-000173', email: 'ana' }],
    [{ number: 'x'.repeat(81), email: 'ana@example.com' }],
  ])('refuses %j', (query) => {
    expect(linkQuery.safeParse(query).success).toBe(false);
  });
});
