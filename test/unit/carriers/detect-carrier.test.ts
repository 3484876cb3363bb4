import { describe, expect, it } from 'vitest';
import { detectCarriers, guessCarrier } from '../../../shared/carriers/detect-carrier.ts';
import { normalizeTrackingNumber } from '../../../shared/carriers/tracking-number.ts';
import { carrierTrackingUrl } from '../../../shared/carriers/tracking-url.ts';

const VALID = {
  ups: [
    '1Z5R89390357567127',
    '1Z879E930346834440',
    '1Z410E7W0392751591',
    '1Z8V92A70367203024',
    'K2479825491',
    'J4603636537',
    'V0490119172',
  ],
  fedex: [
    '986578788855',
    '477179081230',
    '799531274483',
    '790535312317',
    '974367662710',
    '1001921334250001000300779017972697',
    '1001921380360001000300639585804382',
    '61299998820821171811',
    '9261292700768711948021',
    '041441760228964',
    '568283610012000',
    '568283610012734',
    '000123450000000027',
    '9611020987654312345672',
    '9622001900000000000000776632517510',
    '9632001560123456789900794808390594',
    // FedEx's own sandbox.
    '122816215025810',
    '231300687629630',
    '377101283611590',
    '076288115212522',
    '843119172384577',
  ],
  dhl: [
    '3318810025',
    '73891051146',
    '8487135506',
    '1099255990',
    '3821724944',
    'JJD0099999999',
    'JVGL0999999990',
    'GM2951173225174494',
  ],
  correos: ['RR473124829ES', 'PQ12AB0123456789012345Z', 'PR123456789012345C'],
} as const;

describe('detectCarriers', () => {
  for (const [carrier, numbers] of Object.entries(VALID)) {
    it.each(numbers)(`puts ${carrier} first for %s`, (number) => {
      const [best] = detectCarriers(number);
      expect(best?.carrier).toBe(carrier);
      expect(best?.checkDigit).not.toBe('does_not_fit');
      expect(guessCarrier(number)).toBe(carrier);
    });
  }

  it.each([
    ['1Z1111111111111111', 'ups'],
    ['9600000000000000000001', 'fedex'],
    ['1001901781990001000300617767839438', 'fedex'],
    ['RR123456789ES', 'correos'],
  ])('takes %s for a number of %s by its form, though its check digit is wrong', (number, carrier) => {
    expect(detectCarriers(number)[0]).toMatchObject({ checkDigit: 'does_not_fit' });
    expect(guessCarrier(number)).toBe(carrier);
  });

  it('takes a UPS number with a digit too few for one of UPS', () => {
    expect(guessCarrier('1Z999AA1234567890')).toBe('ups');
  });

  it.each([
    '996578788855',
    '568283610012732',
    '3318810010',
    'RB123456786US',
    // In FedEx's sandbox as "not found".
    '647719948679',
  ])('offers %s, whose check digit is wrong, without guessing', (number) => {
    expect(detectCarriers(number)[0]).toMatchObject({ checkDigit: 'does_not_fit' });
    expect(guessCarrier(number)).toBeUndefined();
  });

  it('knows that twenty digits may be of two carriers, and names both', () => {
    expect(detectCarriers('00340434161094042557').map(({ carrier }) => carrier)).toEqual(['dhl', 'fedex']);
  });

  it('takes a postal number from abroad for one that Correos carries', () => {
    expect(detectCarriers('RB123456785GB')[0]).toMatchObject({ carrier: 'correos', format: 's10_foreign' });
  });

  it('reads numbers as people type them', () => {
    expect(guessCarrier(' 1z 5r8939 03 5756 7127 ')).toBe('ups');
    expect(normalizeTrackingNumber('5682 8361 0012 734')).toBe('568283610012734');
  });

  it.each(['', 'hello', 'ORD-2026-001234', '12', '#'.repeat(20), '9'.repeat(60)])('has no candidate for %j', (text) => {
    expect(detectCarriers(text)).toEqual([]);
    expect(guessCarrier(text)).toBeUndefined();
  });
});

describe('carrierTrackingUrl', () => {
  it.each([
    ['fedex', '122816215025810', 'https://www.fedex.com/fedextrack/?trknbr=122816215025810'],
    ['ups', '1Z5R89390357567127', 'https://www.ups.com/track?tracknum=1Z5R89390357567127'],
    [
      'dhl',
      '3318810025',
      'https://www.dhl.com/gb-en/home/tracking/tracking-parcel.html?submit=1&tracking-id=3318810025',
    ],
    [
      'correos',
      'RR473124829ES',
      'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=RR473124829ES',
    ],
  ])("leads to %s's own page", (carrier, number, url) => {
    expect(carrierTrackingUrl(carrier, number)).toBe(url);
  });

  it("is in the reader's language where there is one", () => {
    expect(carrierTrackingUrl('dhl', '3318810025', 'es')).toContain('/es-es/');
    expect(carrierTrackingUrl('dhl', '3318810025', 'ro')).toContain('/ro-ro/');
    expect(carrierTrackingUrl('dhl', '3318810025', 'ru')).toContain('/gb-en/');
  });

  it('takes a number as text, whatever is in it', () => {
    expect(carrierTrackingUrl('fedex', "1&x=$&{site}/'")).toBe(
      "https://www.fedex.com/fedextrack/?trknbr=1%26x%3D%24%26%7Bsite%7D%2F'",
    );
  });

  it.each(['uber', 'doordash', 'acme', 'toString'])('has no page of %s', (carrier) => {
    expect(carrierTrackingUrl(carrier, 'del_1')).toBeUndefined();
  });
});
