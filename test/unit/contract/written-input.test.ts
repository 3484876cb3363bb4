/** What people and programs write, and what it is read as: one table for each kind. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { countryCode } from '../../../shared/calendar/country.ts';
import { mailboxKey } from '../../../shared/contract/mailbox.ts';
import { completeAddress } from '../../../shared/contract/schemas/address.ts';
import { addressInput } from '../../../shared/contract/schemas/address-fields.ts';
import { amountText, priceText } from '../../../shared/contract/schemas/amounts.ts';
import { fulfilmentType } from '../../../shared/contract/schemas/fulfilment.ts';
import { image } from '../../../shared/contract/schemas/image.ts';
import { email, id, instant, locale, metadata, money, phone } from '../../../shared/contract/schemas/primitives.ts';
import { quantity, stockQuantity, unit } from '../../../shared/contract/schemas/quantity.ts';
import { alsoNumber, shortText } from '../../../shared/contract/schemas/texts.ts';
import { trimmed, withoutBlanks } from '../../../shared/contract/schemas/without-blanks.ts';
import { sesProvider } from '../../../shared/notifications/channels/email/ses-provider.ts';
import { e164Of } from '../../../shared/orders/model/phone-e164.ts';

const read = (schema: z.ZodType, value: unknown) => schema.safeParse(value).data;

describe('an amount', () => {
  it.each<[string | number, string | undefined, string]>([
    [3.3000000000000003, 'EUR', '3.30'],
    ['3.3000000000000003', 'EUR', '3.30'],
    [3.3000000000000003, undefined, '3.3'],
    [3300.0000000000005, 'JPY', '3300'],
    [0.30000000000000004, 'TND', '0.300'],
    [434.99999999999994, 'USD', '435.00'],
    [1.2345000000000002, 'EUR', '1.2345'],
    [2.8421709430404007e-14, 'EUR', '0.00'],
    ['49.900000000000000000', 'EUR', '49.90'],
    ['49.900000000000000000', 'USDC', '49.90'],
    ['49.000000000000000000', 'JPY', '49'],
    ['0.000000000000000000', 'EUR', '0.00'],
    ['12.345678900000000000', 'USDT', '12.3456789'],
    [' 49.90 ', 'EUR', '49.90'],
    ['+49.90', 'EUR', '49.90'],
    ['00049.90', 'EUR', '49.90'],
    ['.50', 'EUR', '0.50'],
    ["1'249.90", 'CHF', '1249.90'],
    ['1’249.90', 'CHF', '1249.90'],
    ['000049.900000000000000000', 'EUR', '49.90'],
    ['1 234.50', 'EUR', '1234.50'],
    ['1\u00a0234\u202f567.50', 'EUR', '1234567.50'],
    // What fits is left as it was written.
    [25.1, 'EUR', '25.1'],
    ['25', 'EUR', '25'],
    ['49.90000000', 'EUR', '49.90000000'],
    [-0, 'EUR', '0'],
  ])('%j in %s is %s', (given, code, text) => expect(amountText(given, code)).toBe(text));

  it.each([
    1e-9,
    '1.123456789',
    '1.000000000000000001',
    '0.000000000000000001',
    3.3333333333333335,
    0.123456789,
    '-1',
    -0.01,
    '-3.3000000000000003',
    '12 34',
    '1,5',
    '1,234.50',
    '1,234',
    '1.234,50',
    '+-1',
    '1_000',
    '1e3',
    'NaN',
    '12345678901.5',
    1e21,
    '€5',
    '',
  ])('%j changes money, and is refused', (given) => {
    expect(read(money, given)).toBeUndefined();
    expect(read(money, amountText(given, 'EUR'))).toBeUndefined();
  });

  it('of one piece may be a quotient', () => {
    expect([priceText(10 / 3, 'EUR'), priceText('3.3333333333333335'), priceText(3.3000000000000003, 'EUR')]).toEqual([
      '3.33333333',
      '3.33333333',
      '3.30',
    ]);
    expect(priceText('1.123456789')).toBe('1.123456789');
  });

  it('that was added up from prices as floats is the exact sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 60 }), (cents) => {
        const floating = cents.reduce((sum, price) => sum + price / 100, 0);
        const exact = cents.reduce((sum, price) => sum + price, 0);
        expect(Number(amountText(floating, 'EUR')) * 100).toBeCloseTo(exact, 5);
        expect(amountText(floating, 'EUR')).toMatch(/^\d+(\.\d{1,2})?$/);
      }),
    );
  });
});

describe('a quantity', () => {
  it.each([
    [1.5, 1.5],
    ['1.5', 1.5],
    ['2', 2],
    [' 2 ', 2],
    ['2.0000', 2],
    [0.001, 0.001],
    [0.1 + 0.2, 0.3],
    ['0.30000000000000004', 0.3],
    [100_000, 100_000],
    [0, undefined],
    [-1, undefined],
    ['-1', undefined],
    [0.0004, undefined],
    [1.2345, undefined],
    [100_000.5, undefined],
    ['1,5', undefined],
    ['two', undefined],
    ['1e3', undefined],
    [Number.NaN, undefined],
    [true, undefined],
    ['', undefined],
  ])('%j is %s', (given, number) => expect(read(quantity, given)).toBe(number));

  it('of stock may be nothing', () => {
    expect([0, '12.250', 1e9, -1, 0.0001].map((stock) => read(stockQuantity, stock))).toEqual([
      0,
      12.25,
      1e9,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['kg', 'kg'],
    ['KG', 'kg'],
    ['Kgs.', 'kg'],
    ['kilos', 'kg'],
    ['кг', 'kg'],
    ['gr', 'g'],
    ['Liter', 'l'],
    ['L', 'l'],
    ['ml', 'ml'],
    ['uds.', 'pc'],
    ['each', 'pc'],
    ['шт.', 'pc'],
    ['Bunch', 'Bunch'],
    ['a unit that somebody made up', 'a unit that somebod…'],
  ])('counts %j as %j', (given, code) => expect(read(unit, given)).toBe(code));
});

describe('a country', () => {
  it.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['United States of America', 'US'],
    ['EE. UU.', 'US'],
    ['США', 'US'],
    ['Czech Republic', 'CZ'],
    ['Moldova', 'MD'],
    ['Moldova, Republic of', 'MD'],
    ['Республика Молдова', 'MD'],
    ['NLD', 'NL'],
    ['nld', 'NL'],
    ['Holland', 'NL'],
    ['Netherlands (the)', 'NL'],
    ['Россия', 'RU'],
    ['Российская Федерация', 'RU'],
    ['Alemania', 'DE'],
    ['Deutschland', 'DE'],
    ['Germania', 'DE'],
    ['England', 'GB'],
    ['Marea Britanie', 'GB'],
    ['Корея', 'KR'],
    ['Korea (Republic of)', 'KR'],
    ["Democratic People's Republic of Korea", 'KP'],
    ['Congo (the Democratic Republic of the)', 'CD'],
    ['Bosnia & Herzegovina', 'BA'],
    ['St. Lucia', 'LC'],
    ['Côte d’Ivoire', 'CI'],
    ['Turkey', 'TR'],
    ['Vatican', 'VA'],
    ['Macau', 'MO'],
    ['Hong Kong', 'HK'],
    ['el', 'GR'],
    ['ES-MD', 'ES'],
    ['🇷🇴', 'RO'],
    [' românia ', 'RO'],
    ['Polska', 'PL'],
    ['EU', undefined],
    ['XX', undefined],
    ['Atlantis', undefined],
    ['constructor', undefined],
    ['x'.repeat(5_000), undefined],
  ])('%j is %s', (text, code) => expect(countryCode(text)).toBe(code));
});

describe('an address', () => {
  const complete = (fields: object) => completeAddress(addressInput.parse(fields));
  const street = 'Street 1';

  it.each<[string, object, object]>([
    ['Singapore', { postal_code: 238_823 }, { city: 'Singapore', country: 'SG', postalCode: '238823' }],
    ['Hong Kong', { region: 'Kowloon' }, { city: 'Hong Kong', region: 'Kowloon', country: 'HK' }],
    ['HKG', { state: 'Wan Chai' }, { city: 'Hong Kong', region: 'Wan Chai' }],
    ['China', { region: 'Hong Kong' }, { city: 'Hong Kong', country: 'HK' }],
    ['China', { city: 'Macau' }, { city: 'Macau', country: 'MO' }],
    ['China', { city: 'Shanghai' }, { city: 'Shanghai', country: 'CN' }],
    ['Monaco', { zip: '98000' }, { city: 'Monaco', country: 'MC' }],
    ['Vatican City', {}, { city: 'Vatican City', country: 'VA' }],
    ['Gibraltar', {}, { city: 'Gibraltar', country: 'GI' }],
    ['Macao', { district: 'Taipa' }, { city: 'Macao', line2: 'Taipa', country: 'MO' }],
    ['', { city: 'Singapore' }, { city: 'Singapore', country: 'SG' }],
    ['', { region: 'Hong Kong' }, { city: 'Hong Kong', country: 'HK' }],
    ['UAE', { region: 'Dubai' }, { city: 'Dubai', country: 'AE' }],
  ])('in %j with %j is complete', (country, fields, address) => {
    expect(complete({ line1: street, country, ...fields })).toMatchObject({ ok: true, address });
  });

  it.each<[object, object]>([
    [
      { first_name: 'Ana', last_name: 'Ruiz', address_1: 'Sol 1', address_2: '2.º', City: 'Toledo', ZIP: 45_001 },
      { name: 'Ana Ruiz', line1: 'Sol 1', line2: '2.º', city: 'Toledo', postalCode: '45001' },
    ],
    [
      { street: ['Sol 1', '', 'Bajo', null], town: 'Toledo' },
      { line1: 'Sol 1', line2: 'Bajo', city: 'Toledo' },
    ],
    [
      { street: 'Hauptstraße', houseNumber: 5, city: 'Toledo', apartment: '3B' },
      { line1: 'Hauptstraße 5', line2: '3B' },
    ],
    [{ street: 'Hauptstraße 5', houseNumber: '5', city: 'Toledo' }, { line1: 'Hauptstraße 5' }],
    [
      { line1: 'Sol 1 ', line2: null, city: ' Toledo', company: 'Ruiz S.L.' },
      { line1: 'Sol 1', name: 'Ruiz S.L.' },
    ],
    [{ line1: 'Sol 1', city: 'Toledo', country: 'somewhere', countryCode: 'es' }, { country: 'ES' }],
  ])('written as %j is %j', (fields, address) => {
    expect(complete({ country: 'ES', ...fields })).toMatchObject({ ok: true, address });
  });

  it.each<[object, readonly string[]]>([
    [{ line1: street, country: 'ES' }, ['city']],
    [{ line1: street, city: 'Toledo', country: 'Atlantis' }, ['country']],
    [{ country: 'SG' }, ['line1']],
    [{ line1: street, city: 'Toledo' }, ['country']],
  ])('%j lacks %j', (fields, missing) => expect(complete(fields)).toEqual({ ok: false, missing }));

  it('that is no payment’s names the member that nobody knows', () => {
    const { error } = addressInput.safeParse({ line1: street, planet: 'Mars' });
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: ['planet'] }]);
  });
});

describe('an e-mail address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['ana@сайт.рф', 'ana@сайт.рф'],
    ['ana@münchen.example', 'ana@münchen.example'],
    ['ana@xn--mnchen-3ya.example', 'ana@xn--mnchen-3ya.example'],
    ['пётр@почта.рф', 'пётр@почта.рф'],
    ['Ana@EXAMPLE.COM', 'Ana@example.com'],
    [' ana@example.com ', 'ana@example.com'],
    ['ana@example.com.', 'ana@example.com'],
    ['Ana Ruiz <ana@example.com>', 'ana@example.com'],
    ['"Ruiz, Ana" <ana@example.com> ', 'ana@example.com'],
    ['mailto:ana@example.com', 'ana@example.com'],
    ['MAILTO:Ana@Example.com?subject=Order', 'Ana@example.com'],
    ['Ana <mailto:ana@example.com>', 'ana@example.com'],
    ['ana+wismo@mail.example.co.uk', 'ana+wismo@mail.example.co.uk'],
    ["o'neil_x@example.museum", "o'neil_x@example.museum"],
    ['ana', undefined],
    ['ana..ruiz.@docomo.ne.jp', 'ana..ruiz.@docomo.ne.jp'],
    ['ana.@ezweb.ne.jp', 'ana.@ezweb.ne.jp'],
    ['"ana ruiz"@example.com', '"ana ruiz"@example.com'],
    ['.@example.com', undefined],
    ['"ana\\r\\nBcc: eve"@example.com', undefined],
    ['"ana"ruiz"@example.com', undefined],
    ['ana@', undefined],
    ['@example.com', undefined],
    ['ana@localhost', undefined],
    ['ana@1.2.3.4', undefined],
    ['ana@[1.2.3.4]', undefined],
    ['ana@exa mple.com', undefined],
    ['ana@example.com, eve@example.com', undefined],
    ['ana@example.com\r\nBcc: eve@example.com', undefined],
    ['ana..ruiz@example.com', undefined],
    ['ana@-example.com', undefined],
    ['ana@example..com', undefined],
    ['ana@example.com/path', undefined],
    ['a<b@example.com', undefined],
    [`${'a'.repeat(65)}@example.com`, undefined],
    [`ana@${'a'.repeat(250)}.com`, undefined],
    [7, undefined],
  ])('%j is %j', (given, address) => expect(read(email, given)).toBe(address));

  it.each([
    ['ana@сайт.рф', 'ana@xn--80aswg.xn--p1ai'],
    ['ana@münchen.example', 'ana@xn--mnchen-3ya.example'],
    ['пётр@почта.рф', 'пётр@xn--80a1acny.xn--p1ai'],
    ['Ana@example.com', 'Ana@example.com'],
    ['ana..ruiz.@docomo.ne.jp', '"ana..ruiz."@docomo.ne.jp'],
    ['ana.ruiz@docomo.ne.jp', 'ana.ruiz@docomo.ne.jp'],
  ])('%j goes to the mail service as %j', async (recipient, sent) => {
    const to: unknown[] = [];
    const client = {
      send: async ({ input }: { input: { Destination: { ToAddresses: unknown } } }) => {
        to.push(input.Destination.ToAddresses);
        return { MessageId: 'm-1' };
      },
    };
    const provider = sesProvider(client as unknown as Parameters<typeof sesProvider>[0], {
      from: 'Wismo <orders@example.com>',
      configurationSet: 'mail',
      backoff: { pause: async () => {} },
    });
    const message = { subject: 's', html: 'h', text: 't' };
    const outgoing = { notificationId: 'ntf_1', orderId: 'ord_1', address: recipient, message };
    expect(await provider.send(outgoing)).toMatchObject({ outcome: 'accepted' });
    expect(to).toEqual([[sent]]);
  });

  it('is the same in either script and any case', () => {
    const same = ['Ana@München.example', ' ana@xn--mnchen-3ya.example.', 'Ana <ANA@MÜNCHEN.EXAMPLE>'].map(mailboxKey);
    expect(new Set(same)).toEqual(new Set(['ana@xn--mnchen-3ya.example']));
  });
});

describe('a telephone number', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['+1 555 010 0199 ext. 4021', undefined, '+15550100199'],
    ['+34 600 111 222', undefined, '+34600111222'],
    ['(0034) 600-111-222', undefined, '+34600111222'],
    ['600 11 12 22', 'ES', '+34600111222'],
    ['0722.123.456', 'RO', '+40722123456'],
    ['+40 0722 123 456', undefined, '+40722123456'],
    ['069 12 34 56', 'MD', '+37369123456'],
    ['8 (916) 123-45-67', 'RU', '+79161234567'],
    ['+44 (0)7911 123456', undefined, '+447911123456'],
    ['(202) 555-0123 x7', 'US', '+12025550123'],
    ['011 34 600 111 222', 'US', '+34600111222'],
    ['tel:+34600111222', undefined, '+34600111222'],
    ['+٣٤ ٦٠٠ ١١١ ٢٢٢', undefined, '+34600111222'],
    ['+39 06 6982 1234', undefined, '+390669821234'],
    // Whose it is depends on where it is dialled, or it is none.
    ['600 111 222', undefined, undefined],
    ['600 111 222', 'US', undefined],
    ['030 123456', 'DE', undefined],
    ['+999 123 456 789', undefined, undefined],
    ['+34 600', undefined, undefined],
    ['600111222 / 600333444', 'ES', undefined],
    ['ask for Ana', 'ES', undefined],
    ['+', undefined, undefined],
    ['1'.repeat(70), 'ES', undefined],
  ])('%j in %s is %s', (given, country, number) => {
    expect(e164Of(given, country)).toBe(number);
    expect(read(phone, given)).toBe(given.length > 64 ? `${given.slice(0, 63)}…` : given);
  });
});

describe('a picture', () => {
  it.each([
    ['https://cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['http://cdn.example/oil.jpg', 'http://cdn.example/oil.jpg'],
    ['//cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['cdn.example/oil.jpg', 'https://cdn.example/oil.jpg'],
    ['cdn.example:8443/oil.jpg?v=1', 'https://cdn.example:8443/oil.jpg?v=1'],
    ['https://cdn.example/olive oil.jpg', 'https://cdn.example/olive%20oil.jpg'],
    ['/images/oil.jpg', undefined],
    ['images/oil.jpg', undefined],
    ['../oil.jpg', undefined],
    ['oil.jpg', undefined],
    ['data:image/png;base64,AAAA', undefined],
    ['javascript:alert(1)', undefined],
    ['ftp://cdn.example/oil.jpg', undefined],
    ['https://', undefined],
    [`https://cdn.example/${'x'.repeat(3_000)}`, undefined],
  ])('%s is shown from %s, and never refused', (given, url) => {
    expect(image.safeParse(given)).toEqual({ success: true, data: url });
  });
});

describe('words', () => {
  it.each([
    ['es-ES', 'es'],
    ['en_US', 'en'],
    ['ES', 'es'],
    ['ro-MD', 'ro'],
    ['es-419', 'es'],
    ['ru_RU.UTF-8', 'ru'],
    ['spa', 'es'],
    ['fr-FR, fr;q=0.9, en;q=0.8', 'en'],
    ['fr', undefined],
    ['estonian', undefined],
    ['', undefined],
  ])('the locale %j is %s', (given, language) => {
    expect(locale.safeParse(given)).toEqual({ success: true, data: language });
  });

  it.each([
    ['PICKUP', 'pickup'],
    ['pick-up', 'pickup'],
    ['Home Delivery', 'delivery'],
    ['Ship', 'shipping'],
    ['teleport', undefined],
    ['', undefined],
  ])('the fulfilment %j is %s', (given, type) => expect(read(fulfilmentType, given)).toBe(type));

  it('are cut, and not through a character', () => {
    const cut = (given: string, max: number) => read(shortText(max), given);
    expect(cut('olive oil', 9)).toBe('olive oil');
    expect(cut('olive oil, virgin', 7)).toBe('olive…');
    expect(cut('👩‍👩‍👧 family', 5)).toBe('👩…');
    expect(cut('abc😀', 4)).toBe('abc…');
    expect(cut('שלום עולם', 9)).toBe('שלום עולם');
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 40 }),
        (given, max) => {
          const text = read(shortText(max), given);
          if (given.trim() === '') {
            expect(text).toBeUndefined();
            return;
          }
          expect(String(text).length).toBeLessThanOrEqual(max);
          expect(String(text).isWellFormed()).toBe(given.isWellFormed());
        },
      ),
    );
  });

  it('may be numbers where a shop stores them as such', () => {
    expect([28_001, 0, '28001', 1.5, -1, 2 ** 60, true].map((given) => read(alsoNumber(id), given))).toEqual([
      '28001',
      '0',
      '28001',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it.each([
    ['2026-11-27T10:15Z', '2026-11-27T10:15:00.000Z'],
    ['2026-11-27T10:15+01:00', '2026-11-27T09:15:00.000Z'],
    ['2026-11-27T10:15', undefined],
  ])('the moment %s is %s', (given, moment) => expect(read(instant, given)).toBe(moment));
});

describe('metadata', () => {
  it.each<[unknown, unknown]>([
    [{}, {}],
    [
      { '': 1, [`${'k'.repeat(100)}`]: [null, { deep: '' }] },
      { '': 1, [`${'k'.repeat(100)}`]: [null, { deep: '' }] },
    ],
    [[1, 'two'], { value: [1, 'two'] }],
    ['text', { value: 'text' }],
    [0, { value: 0 }],
    [false, { value: false }],
    [null, undefined],
    [[], undefined],
  ])('%j comes back as %j', (given, data) => expect(read(metadata, given)).toEqual(data));

  it('is bounded in bytes and in depth', () => {
    expect(read(metadata, { text: 'x'.repeat(16_000) })).toBeDefined();
    expect(read(metadata, { text: 'я'.repeat(16_000) })).toBeUndefined();
    const deep = JSON.parse(`${'['.repeat(60_000)}1${']'.repeat(60_000)}`) as unknown;
    expect(read(metadata, deep)).toBeUndefined();
  });
});

describe('what is blank', () => {
  const schema = z.strictObject({
    needed: z.string().min(1),
    text: z.string().exactOptional(),
    list: z.array(z.string()).min(1).exactOptional(),
    any: z.array(z.string()).exactOptional(),
    stock: z.number().nullable().exactOptional(),
    preset: z.string().default('preset'),
    inner: z.strictObject({ text: z.string().exactOptional() }).exactOptional(),
    lines: z.array(z.strictObject({ text: z.string().exactOptional() })).exactOptional(),
    free: metadata.exactOptional(),
  });

  it.each<[object, object]>([
    [{ text: '' }, {}],
    [{ text: null }, {}],
    [{ text: ' \t\u00a0\u200b\ufeff ' }, {}],
    [{ list: [], any: [] }, { any: [] }],
    [{ stock: null }, { stock: null }],
    [{ stock: '' }, {}],
    [{ preset: '' }, {}],
    [{ inner: { text: '' } }, { inner: {} }],
    [{ inner: [] }, {}],
    [{ lines: [{ text: null }, { text: ' a ' }] }, { lines: [{}, { text: 'a' }] }],
    [{ free: { empty: '', nothing: null, text: ' a ' } }, { free: { empty: '', nothing: null, text: ' a ' } }],
    [{ free: null }, {}],
    [{ text: ' \u200ba\u200b ' }, { text: 'a' }],
    [{ surprise: null }, { surprise: null }],
  ])('%j is %j', (given, left) => {
    expect(withoutBlanks(schema, { needed: ' x ', ...given })).toEqual({ needed: 'x', ...left });
  });

  it('stays where it is needed, to be refused there', () => {
    for (const needed of ['', null, ' '])
      expect(schema.safeParse(withoutBlanks(schema, { needed })).success).toBe(false);
    for (const value of [null, [], 'text', 7])
      expect(schema.safeParse(withoutBlanks(schema, value)).success).toBe(false);
  });

  it('is found in time that grows with the text only', () => {
    const long = `${' '.repeat(250_000)}x${' '.repeat(250_000)}`;
    expect(trimmed(long)).toBe('x');
    expect(trimmed(` ${'a '.repeat(100_000)}`)).toHaveLength(199_999);
  });
});
