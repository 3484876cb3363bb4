import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPaymentEvent } from '../../../shared/payments/payment-event.ts';
import { PAYMENT_EVENT_TYPES } from '../../../shared/workflows/workflow.ts';

const EVENT = { type: 'payment.confirmed', orderId: 'ord_1' };
const read = (more: object) => readPaymentEvent({ ...EVENT, ...more });
const errorsOf = (more: object) => {
  const reading = read(more);
  return reading.kind === 'unreadable' ? reading.errors : [];
};
const pathsOf = (more: object): readonly string[] => [...new Set(errorsOf(more).map(({ path }) => path))];
const eventOf = (more: object) => {
  const reading = read(more);
  if (reading.kind !== 'event') throw new Error(`${JSON.stringify(more)}: ${JSON.stringify(reading)}`);
  return reading.event;
};
const takes = (more: object): boolean => read(more).kind === 'event';

describe('what an event says', () => {
  it('is that and no more: what is absent, and what nobody asked for, is not there', () => {
    const less = read({ chainId: 8453 });
    expect(less.kind === 'event' && Object.keys(less.event).toSorted()).toEqual(['orderId', 'type']);
    expect(less).toEqual({ kind: 'event', event: EVENT });
    const all = {
      escrowId: 'esc_1',
      transactionHash: '0xfeed',
      paymentIntentId: 'pi_1',
      disputeId: 'dis_1',
      amount: '10.5',
      currency: 'EUR',
      occurredAt: '2026-03-01T09:30:00.000Z',
    };
    expect(read(all)).toEqual({ kind: 'event', event: { ...EVENT, ...all } });
  });

  it.each(PAYMENT_EVENT_TYPES)('%s is known in any case', (type) => {
    for (const written of [type, type.toUpperCase(), type.toLowerCase()]) {
      expect(read({ type: written })).toEqual({ kind: 'event', event: { ...EVENT, type } });
    }
  });

  it('of another type is named as it was written', () => {
    expect(read({ type: 'Payment.Processing', orderId: 7 })).toEqual({ kind: 'other', type: 'Payment.Processing' });
  });

  it('has blanks around it that mean nothing', () => {
    const blank = (text: string) => ` ${text}\n`;
    const written = {
      orderId: blank('ord_1'),
      escrowId: blank('esc_1'),
      amount: blank('10'),
      currency: blank('eur'),
      occurredAt: blank('2026-03-01T10:30:00+01:00'),
    };
    expect(eventOf(written)).toEqual({
      ...EVENT,
      escrowId: 'esc_1',
      amount: '10',
      currency: 'EUR',
      occurredAt: '2026-03-01T09:30:00.000Z',
    });
  });

  it.each(['escrowId', 'transactionHash', 'paymentIntentId', 'disputeId', 'amount', 'currency', 'occurredAt'])(
    'has no %s where it is null, false, or blank',
    (field) => {
      for (const nothing of [null, '', ' \n', [], false])
        expect(eventOf({ [field]: nothing })[field as 'amount']).toBeUndefined();
    },
  );
});

describe('what cannot be read is named', () => {
  it.each([
    [{ type: 7 }, 'type'],
    [{ type: '' }, 'type'],
    [{ type: 'x'.repeat(201) }, 'type'],
    [{ orderId: undefined }, 'orderId'],
    [{ orderId: ' ' }, 'orderId'],
    [{ escrowId: 'x'.repeat(201) }, 'escrowId'],
    [{ transactionHash: true }, 'transactionHash'],
    [{ paymentIntentId: ['pi_1'] }, 'paymentIntentId'],
    [{ disputeId: {} }, 'disputeId'],
    [{ amount: true }, 'amount'],
    [{ currency: 'x'.repeat(21) }, 'currency'],
    [{ currency: 978 }, 'currency'],
    [{ occurredAt: -1 }, 'occurredAt'],
    [{ occurredAt: 8.7e15 }, 'occurredAt'],
    [{ occurredAt: '2026-03-01T09:30:00' }, 'occurredAt'],
  ])('%j by its field', (more, path) => {
    expect(pathsOf(more)).toEqual([path]);
  });

  it('all of it at once', () => {
    expect(pathsOf({ orderId: '', amount: '-1', occurredAt: 'now' })).toEqual(['orderId', 'amount', 'occurredAt']);
  });

  it('in words that say what is taken', () => {
    expect(errorsOf({ amount: '1,5' })).toEqual([{ path: 'amount', message: 'A decimal amount, not negative' }]);
    expect(errorsOf({ amount: {} })).toEqual([{ path: 'amount', message: 'A decimal amount' }]);
    expect(errorsOf({ disputeId: {} })).toEqual([{ path: 'disputeId', message: 'A text or a number' }]);
    expect(errorsOf({ occurredAt: {} })[0]?.message).toBe(
      'An ISO 8601 date and time with a zone, or the time since 1970',
    );
  });
});

describe('the longest that is taken', () => {
  it.each([
    ['type', 200],
    ['escrowId', 200],
    ['paymentIntentId', 200],
    ['transactionHash', 256],
    ['currency', 20],
  ])('of a %s is %i characters', (field, longest) => {
    expect(read({ [field]: 'X'.repeat(longest) }).kind).not.toBe('unreadable');
    expect(pathsOf({ [field]: 'X'.repeat(longest + 1) })).toEqual([field]);
  });

  it('of an amount is a hundred characters', () => {
    expect(eventOf({ amount: `1.${'0'.repeat(98)}` }).amount).toBe('1');
    expect(pathsOf({ amount: `1.${'0'.repeat(99)}` })).toEqual(['amount']);
  });

  it('of an amount is eighteen digits before its point, however it is written', () => {
    expect(eventOf({ amount: '9'.repeat(18) }).amount).toBe('9'.repeat(18));
    expect(eventOf({ amount: '1e17' }).amount).toBe(`1${'0'.repeat(17)}`);
    for (const amount of ['9'.repeat(19), '1e18', '10000e14', 1e18]) expect(pathsOf({ amount })).toEqual(['amount']);
  });
});

describe('an amount', () => {
  const exact = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }), fc.integer({ min: 0, max: 99_999_999 }));
  const written = exact.map(([whole, fraction]) => ({ whole, fraction: String(fraction).padStart(8, '0') }));

  it('is the same however it is written', () => {
    fc.assert(
      fc.property(written, fc.nat(20), ({ whole, fraction }, zeros) => {
        const plain = `${whole}.${fraction}`;
        const amount = eventOf({ amount: plain }).amount;
        expect(amount).toBe(plain.replace(/\.?0+$/, ''));
        const forms = [
          `+${plain}`,
          ` ${plain} `,
          `${plain}${'0'.repeat(zeros)}`,
          `00${plain}`,
          `${whole}${fraction}e-8`,
        ];
        for (const form of [...forms, `${whole}${fraction}E-8`]) expect(eventOf({ amount: form }).amount).toBe(amount);
      }),
    );
  });

  it('is rounded to the eight digits that count, a half to the even one', () => {
    for (const [amount, rounded] of [
      ['0.000000005', '0'],
      ['0.000000015', '0.00000002'],
      ['0.0000000051', '0.00000001'],
      ['1.999999999', '2'],
    ]) {
      expect(eventOf({ amount }).amount).toBe(rounded);
    }
  });

  it('is nothing else', () => {
    for (const amount of ['-1', '1.2.3', '.', 'e5', '1e', '1e+', '+-1', '1 0', '١', 'NaN', 'Infinity', '1e10000']) {
      expect([amount, takes({ amount })]).toEqual([amount, false]);
    }
    for (const amount of [-0.01, Number.MAX_VALUE]) expect(takes({ amount })).toBe(false);
  });
});

describe('a time', () => {
  it('in seconds or milliseconds since 1970 is the same moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 99_999_999_999 }), (seconds) => {
        const expected = new Date(seconds * 1000).toISOString();
        expect(eventOf({ occurredAt: seconds }).occurredAt).toBe(expected);
        if (seconds * 1000 > 99_999_999_999) expect(eventOf({ occurredAt: seconds * 1000 }).occurredAt).toBe(expected);
      }),
    );
  });

  it.each([
    '2026-03-01 09:30:00Z',
    '2026-03-01 10:30:00 +01:00',
    '2026-03-01 10:30+01:00',
    '1772357400',
    ' 1772357400000 ',
  ])('written as %s is the same moment', (occurredAt) => {
    expect(eventOf({ occurredAt }).occurredAt).toBe('2026-03-01T09:30:00.000Z');
  });

  it('of 1970 is one, and in seconds up to the year 5138', () => {
    expect(eventOf({ occurredAt: 0 }).occurredAt).toBe('1970-01-01T00:00:00.000Z');
    expect(eventOf({ occurredAt: 99_999_999_999 }).occurredAt).toBe('5138-11-16T09:46:39.000Z');
    expect(eventOf({ occurredAt: 100_000_000_000 }).occurredAt).toBe('1973-03-03T09:46:40.000Z');
  });
});
