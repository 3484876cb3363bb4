/** One name in its spellings, and one number with whatever stands around it: searched and stored either way round. */
import { describe, expect, it } from 'vitest';
import { emailOf, orderNumberOf, parcelNumberOf, postcodeOf } from '../../../shared/contract/normalize.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import { MAX_TOKENS, matches, termsOf, tokensOf } from '../../../shared/search/tokens.ts';
import { anOrder } from '../../support/order-fixtures.ts';

const order = (more: Partial<Order> = {}): Order =>
  anOrder({ orderId: 'ord_1', orderNumber: 'ORD-2026-000123', customer: {}, ...more });
const named = (name: string): Order => order({ customer: { name } });
const finds = (query: string, found: Order): boolean => matches(found, termsOf(query));

describe('a name in any of its spellings finds', () => {
  it.each([
    [['Müller', 'Muller', 'Mueller', 'mu\u0308ller', 'MÜLLER', 'ＭＵＥＬＬＥＲ', 'Mül\u00adler', 'Muel\u200bler']],
    [['Jörg Köhler', 'Jorg Kohler', 'Joerg Koehler']],
    [['Jäger', 'Jager', 'Jaeger']],
    [['Sørensen', 'Sorensen', 'Soerensen']],
    [['Åberg', 'Aberg', 'Aaberg']],
    [['Kjær', 'Kjaer']],
    [['Weiß', 'Weiss']],
    [['Wałęsa', 'Walesa']],
    [['Đorđević', 'Dordevic', 'Djordjevic']],
    [['Núñez', 'Nunez', 'Nu\u0301n\u0303ez']],
    [['Ionuț Țăran', 'Ionuţ Ţăran', 'Ionut Taran']],
  ])('each of the others: %j', (spellings) => {
    for (const stored of spellings) {
      for (const typed of spellings) expect(finds(typed, named(stored)), `${typed} → ${stored}`).toBe(true);
    }
  });

  it.each([
    ['muell', 'Müller'],
    ['Mü', 'Mueller'],
    ['muller@', 'Müller'],
    ['Müller-Lüdenscheidt', 'Mueller-Luedenscheidt'],
    ['luedenscheidt', 'Müller-Lüdenscheidt'],
  ])('by its beginning and parts: %s, %s', (typed, stored) => {
    expect(finds(typed, named(stored))).toBe(true);
  });

  it.each([
    ['Miller', 'Müller'],
    ['Mueler', 'Müller'],
    ['Baur', 'Bauer'],
    ['quso', 'queso'],
  ])('no other name: %s, %s', (typed, stored) => {
    expect(finds(typed, named(stored))).toBe(false);
  });

  it('things and mailboxes too', () => {
    const item = { itemId: 'i', quantity: 1, unitPrice: '1.00' };
    expect(finds('Brötchen', order({ items: [{ ...item, name: 'Broetchen' }] }))).toBe(true);
    expect(finds('broetchen', order({ items: [{ ...item, name: 'Brötchen' }] }))).toBe(true);
    expect(finds('Müller', order({ customer: { email: 'h.mueller@example.com' } }))).toBe(true);
  });

  it('at the price of no word that was there without', () => {
    const name = Array.from(
      { length: 100 },
      (_, n) => `w${'abcdefghij'[n % 10]}${'abcdefghij'[Math.floor(n / 10)]}üx`,
    ).join(' ');
    const tokens = tokensOf(named(name));
    expect(tokens).toHaveLength(MAX_TOKENS);
    expect(tokens.filter((token) => /^w[a-j]+ux$/.test(token)).length).toBe(tokens.length - 4);
  });
});

const NUMBER = 'ORD-2026-000123';

describe('an order number is read', () => {
  it.each([
    'Nr.ORD-2026-000123',
    'Nr. ORD-2026-000123',
    'Nº ORD-2026-000123',
    'Nº. ORD-2026-000123',
    'N.º ORD-2026-000123',
    'N° ORD-2026-000123',
    'N°ORD-2026-000123',
    '№ ORD-2026-000123',
    'NrORD-2026-000123',
    'order:ORD-2026-000123',
    'order=ORD-2026-000123',
    'OrderNo:ORD-2026-000123',
    'Pedido #ORD-2026-000123',
    'Número de pedido: ORD-2026-000123',
    'Bestellung ORD-2026-000123',
    'Bestell-Nr. ORD-2026-000123',
    'Bestellnummer 2026-000123',
    'N° de commande ORD-2026-000123',
    'Numărul comenzii: ORD-2026-000123',
    'Заказ №ORD-2026-000123',
    'Your order ORD-2026-000123 is on its way',
    'Tu pedido ORD-2026-000123 ha salido (2 bultos)',
    '[ORD-2026-000123]',
    '"ORD-2026-000123".',
    '(ord 2026 123)',
    'ORD\u22122026\u2212000123',
    'ORD\u20142026\u2015000123',
    'ORD_2026_000123',
    'ORD/2026/000123',
    'ORD-2026-000\u200b123',
    '\u200eORD-2026-000123\u200f',
    'O\u00adRD-2026-000123',
    'ＯＲＤ－２０２６－０００１２３',
    'ORD\u00a02026\u2009000123',
    'ord 2026 000 123',
  ])('by search and by the form for a link: %s', (typed) => {
    expect(orderNumberOf(typed)).toBe(NUMBER);
    expect(finds(typed, order())).toBe(true);
    expect(finds(typed, order({ orderNumber: 'ORD-2026-000124' }))).toBe(false);
  });

  it.each(['No. 000123', 'no.000123', 'Nr 123', 'nr123', '#000123', 'order #123', 'Pedido nº 123', 'ref: 000123'])(
    'by search, where only its end is given: %s',
    (typed) => {
      expect(finds(typed, order())).toBe(true);
    },
  );

  it('and is enough, whoever is named beside it', () => {
    expect(finds('Eva Gil ORD-2026-000123', named('Ana Ruiz'))).toBe(true);
    expect(finds('Eva Gil 000123', named('Ana Ruiz'))).toBe(false);
  });

  it.each(['2026 123456 7890', '1234 2026 123456', '12026 000123'])('not from a longer number: %s', (typed) => {
    expect(orderNumberOf(typed)).not.toMatch(/^ORD-/);
  });
});

describe('a parcel number is read', () => {
  it.each([
    '1Z5R89390357567127',
    'Tracking: 1Z5R89390357567127',
    'Tracking no. 1Z 5R8 939 03 5756 7127',
    'Número de envío: 1Z5R89390357567127',
    'Sendungsnummer 1Z5R89390357567127.',
    'AWB 1Z5R89390357567127',
    'N° 1Z5R89390357567127',
    '#1Z5R89390357567127',
    '1Z5R\u22128939\u20130357\u2011567127',
    '1Z5R\u200b8939\u00ad0357\ufeff567127',
    '１Ｚ５Ｒ８９３９０３５７５６７１２７',
    'https://www.ups.com/track?loc=en_US&requester=QUIC&tracknum=1Z5R89390357567127/trackdetails',
  ])('wherever it stands: %s', (typed) => {
    const shipments = [{ shipmentId: 's', trackingNumber: '1Z5R89390357567127', carrier: 'ups', registeredAt: '' }];
    expect(parcelNumberOf(typed)).toBe('1Z5R89390357567127');
    expect(finds(typed, order({ shipments }))).toBe(true);
  });

  it.each([
    ['NR 123 456 785 ES', 'NR123456785ES'],
    ['NO123456785NO', 'NO123456785NO'],
    ['tracking', 'TRACKING'],
  ])('with the letters that are its own: %s', (typed, number) => {
    expect(parcelNumberOf(typed)).toBe(number);
  });
});

describe('what nobody sees', () => {
  it('is nothing in a mailbox and a postcode', () => {
    expect(emailOf('ana\u200b@exam\u00adple.com\ufeff')).toBe('ana@example.com');
    expect(postcodeOf('SW1A\u200b\u202f1AA')).toBe('SW1A1AA');
  });
});
