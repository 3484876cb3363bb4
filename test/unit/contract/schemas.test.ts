import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryCode } from '../../../shared/calendar/country.ts';
import { clientMessage } from '../../../shared/contract/client-message.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { PROBLEM_CODES, PROBLEMS } from '../../../shared/contract/problem.ts';
import { completeAddress } from '../../../shared/contract/schemas/address.ts';
import { currency, instant, money, statusName, trackingNumber } from '../../../shared/contract/schemas/primitives.ts';
import { serverMessage } from '../../../shared/contract/socket.ts';

const read = (schema: { safeParse: (value: unknown) => { data?: unknown } }, value: unknown) =>
  schema.safeParse(value).data;

describe('money', () => {
  it.each([
    ['49.99', '49.99'],
    ['0', '0'],
    ['1.10', '1.10'],
    [49.9, '49.9'],
    [1e-8, '0.00000001'],
    [0.1 + 0.2, '0.3'],
    [9_999_999_999, '9999999999'],
    ['10000000000', undefined],
    ['-1', undefined],
    ['+1', '1'],
    ['01', '1'],
    ['1.', '1'],
    ['.5', '0.5'],
    ['00049.90', '49.90'],
    ['+00.50', '0.50'],
    ['000', '0'],
    ['.', undefined],
    ['+', undefined],
    ['++1', undefined],
    ['+-1', undefined],
    ['1.2.3', undefined],
    ['0x10', undefined],
    [`${'0'.repeat(60)}1`, undefined],
    ['1e3', undefined],
    ['1,5', undefined],
    ['', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [null, undefined],
  ])('%j is %j', (value, expected) => {
    expect(read(money, value)).toBe(expected);
  });

  it('keeps every amount that it takes exactly', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), fc.nat(99_999_999), (whole, fraction) => {
        const text = `${whole}.${String(fraction).padStart(8, '0')}`;
        expect(read(money, text)).toBe(text);
      }),
    );
  });
});

describe('words of the contract', () => {
  it('currencies are codes, of tokens too', () => {
    expect([read(currency, 'eur'), read(currency, 'USDC'), read(currency, 'EURO'), read(currency, 'E1')]).toEqual([
      'EUR',
      'USDC',
      undefined,
      undefined,
    ]);
  });

  it('instants become UTC with milliseconds, and need a zone', () => {
    expect(read(instant, '2026-11-20T10:00:00+01:00')).toBe('2026-11-20T09:00:00.000Z');
    expect(read(instant, '2026-11-20')).toBe('2026-11-20T00:00:00.000Z');
    for (const bad of ['2026-11-20T10:00:00', 'tomorrow', '2026-13-01', 1_763_632_800, '']) {
      expect(read(instant, bad), String(bad)).toBeUndefined();
    }
  });

  it('statuses are taken in any case, tracking numbers with their separators', () => {
    expect(read(statusName, ' OUT_FOR_DELIVERY ')).toBe('out_for_delivery');
    expect(read(statusName, 'out for delivery')).toBeUndefined();
    expect(read(trackingNumber, '1z 999-aa1 0123456784')).toBe('1Z999AA10123456784');
    expect(read(trackingNumber, 'ab#1234')).toBeUndefined();
  });

  it('addresses are understood by their common names', () => {
    const result = completeAddress({
      fullName: 'Ana',
      street: 'Sol 1',
      town: 'Toledo',
      zip: '45001',
      countryCode: 'es',
    });
    expect(result).toEqual({
      ok: true,
      address: { name: 'Ana', line1: 'Sol 1', city: 'Toledo', postalCode: '45001', country: 'ES' },
    });
    expect(completeAddress({ line1: '', city: 'Toledo', country: 'Atlantis' })).toEqual({
      ok: false,
      missing: ['line1', 'country'],
    });
  });
});

describe('a country', () => {
  it.each([
    ['es', 'ES'],
    ['Spain', 'ES'],
    ['españa', 'ES'],
    [' Republica  Moldova ', 'MD'],
    ['Россия', 'RU'],
    ['United States', 'US'],
    ['USA', 'US'],
    ['UK', 'GB'],
    ['XX', undefined],
    ['EU', undefined],
    ['Atlantis', undefined],
    ['', undefined],
  ])('%j is %s', (text, code) => expect(countryCode(text)).toBe(code));
});

describe('problems', () => {
  it('say a status that fits, and how to go on wherever a retry may help', () => {
    for (const code of PROBLEM_CODES) {
      const definition: { status: number; canRetry?: boolean; suggestedAction?: string } = PROBLEMS[code];
      expect(definition.status, code).toBeGreaterThanOrEqual(400);
      if (definition.canRetry) expect(definition.suggestedAction, code).toBeTruthy();
    }
  });
});

describe('socket messages', () => {
  it('are strict on the way in', () => {
    expect(clientMessage().safeParse({ action: 'subscribe', topic: 'order:ord_1', after: 'c' }).success).toBe(true);
    for (const bad of [
      { action: 'subscribe' },
      { action: 'subscribe', topic: 'everything' },
      { action: 'ping', more: 1 },
      { action: 'shutdown' },
      null,
    ]) {
      expect(clientMessage().safeParse(bad).success).toBe(false);
    }
  });

  it('carry cursor and number on the way out', () => {
    const update = {
      status: 'shipped',
      previousStatus: null,
      phase: 'in_transit',
      estimatedDelivery: null,
      location: null,
      at: 'x',
    };
    const message = { type: 'order_update', cursor: 'c', orderId: 'ord_1', seq: 2, update };
    expect(serverMessage.safeParse(message).success).toBe(true);
    expect(serverMessage.safeParse({ type: 'batch', events: [message] }).success).toBe(true);
    expect(serverMessage.safeParse({ ...message, seq: 0 }).success).toBe(false);
  });
});

describe('the environment', () => {
  it('is named where it is incomplete, without a value', () => {
    const source = { STAGE: 'test', TABLE_NAME: 'secret-table' };
    expect(() => readEnvironment(ENVIRONMENTS.SearchIndex, source)).toThrow(/POWERTOOLS_SERVICE_NAME/);
    expect(() => readEnvironment(ENVIRONMENTS.SearchIndex, source)).toThrow(/^((?!secret-table).)*$/s);
  });
});
