import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { CHECKOUT_EXAMPLE } from '../../../shared/contract/examples.ts';
import { readAt } from '../../../shared/contract/reading-time.ts';
import { createOrderBody } from '../../../shared/contract/schemas/create-order.ts';
import { dayOrInstant, estimate, moment, rangeEnd, timeZone } from '../../../shared/contract/schemas/dates.ts';
import { deliveryPreferencesBody } from '../../../shared/contract/schemas/order-writes.ts';
import { instant } from '../../../shared/contract/schemas/primitives.ts';

const NOW = new Date('2026-11-20T10:00:00.000Z');
const at = (schema: z.ZodType, value: unknown) => readAt(NOW, () => schema.safeParse(value));
const messagesOf = (schema: z.ZodType, value: unknown) =>
  at(schema, value).error?.issues.map(({ path, message }) => [path.join('.'), message]);

describe('an estimate', () => {
  it.each([
    ['2026-11-27', '2026-11-27'],
    ['2026-11-27T18:00:00+01:00', '2026-11-27T17:00:00.000Z'],
    ['2026-11-27T18:00Z', '2026-11-27T18:00:00.000Z'],
    [{ from: '2026-11-27', to: '2026-11-29' }, '2026-11-27/2026-11-29'],
    [{ from: '2026-11-27', to: '2026-11-27' }, '2026-11-27'],
    [{ from: '2026-11-27T16:00:00Z', to: '2026-11-27T18:00:00Z' }, '2026-11-27T16:00:00.000Z/2026-11-27T18:00:00.000Z'],
    [{ from: '2026-11-27T08:00:00Z', to: '2026-11-27' }, '2026-11-27T08:00:00.000Z/2026-11-27'],
    // Imports: the past is taken.
    ['2019-02-03', '2019-02-03'],
  ])('%j is %s', (value, expected) => expect(at(estimate, value).data).toBe(expected));

  it.each([
    ['tomorrow', ''],
    ['2026-02-30', ''],
    ['2026-11-27T18:00:00', ''],
    [1_764_230_400_000, ''],
    [null, ''],
    [{ from: '2026-11-27' }, ''],
  ])('%j says what is needed', (value, path) => {
    const [[where, message] = []] = messagesOf(estimate, value) ?? [];
    expect([where, message]).toEqual([path, expect.stringContaining('a window {from, to}')]);
  });

  it('does not end before it begins', () => {
    const ends = (from: string, to: string) => messagesOf(estimate, { from, to });
    expect(ends('2026-11-28', '2026-11-27')).toEqual([['', 'The window ends before it begins']]);
    expect(ends('2026-11-27T18:00:00Z', '2026-11-27T16:00:00Z')).toEqual([['', 'The window ends before it begins']]);
    // At some place on earth that hour lies within that day.
    expect(ends('2026-11-28T09:00:00Z', '2026-11-27')).toBeUndefined();
    expect(ends('2026-11-29T09:00:00Z', '2026-11-27')).toHaveLength(1);
  });
});

describe('two years ahead', () => {
  const IN_TIME = ['2028-11-20', '2028-11-20T10:00:00Z', '2028-11-20T11:00:00+01:00', '1999-01-01'];
  const TOO_LATE = [
    '2028-11-22',
    '2028-11-20T10:00:00.001Z',
    '9999-12-31',
    '9999-12-31T23:59:59Z',
    '9999-12-31T23:59:59-12:00',
  ];

  it.each(IN_TIME)('%s is taken', (value) => {
    for (const schema of [estimate, dayOrInstant, instant]) expect(at(schema, value).success).toBe(true);
  });

  it.each(TOO_LATE)('%s is refused, and why is said', (value) => {
    for (const schema of [estimate, dayOrInstant, instant]) {
      expect(messagesOf(schema, value)).toEqual([['', 'Must be at most two years ahead']]);
    }
    expect(messagesOf(estimate, { from: '2026-11-27', to: value })).toEqual([['', 'Must be at most two years ahead']]);
  });

  it('is said of every date of an order, at its place', () => {
    const { paymentResult, checkoutData } = CHECKOUT_EXAMPLE;
    for (const field of ['estimatedDelivery', 'estimatedReadyAt', 'estimatedPickupAt']) {
      const body = { paymentResult, checkoutData: { ...checkoutData, [field]: '9999-01-01' } };
      expect(messagesOf(createOrderBody, body)).toEqual([[`checkoutData.${field}`, 'Must be at most two years ahead']]);
    }
  });

  it('is counted from the time of the request, and forgotten after it', () => {
    expect(readAt(new Date('2027-01-01T00:00:00.000Z'), () => estimate.safeParse('2028-12-31').success)).toBe(true);
    expect(() =>
      readAt(NOW, () => {
        throw new Error('broken');
      }),
    ).toThrow('broken');
    expect(estimate.safeParse('2100-01-01').success).toBe(true);
  });
});

describe('an exact moment', () => {
  it('is no day', () => {
    expect(at(moment, '2026-11-20T10:00:00+01:00').data).toBe('2026-11-20T09:00:00.000Z');
    expect(messagesOf(moment, '2026-11-20')).toEqual([
      ['', 'Must be an ISO 8601 date and time with a zone (2026-11-27T09:30:00Z)'],
    ]);
  });
});

describe('the end of a range', () => {
  it('is as far away as anybody likes, and sorts as text', () => {
    expect(at(rangeEnd, '9999-12-31').data).toBe('9999-12-31');
    expect(at(rangeEnd, '9999-12-31T23:59:59-12:00').data).toBe('9999-12-31T23:59:59.999Z');
  });

  it('has its days in a zone that there is', () => {
    expect(at(timeZone, 'America/Argentina/Buenos_Aires').success).toBe(true);
    for (const bad of ['Mars/Olympus', '', '../etc']) expect(at(timeZone, bad).success, bad).toBe(false);
  });
});

describe('the window in which a buyer is at home', () => {
  it.each([
    ['2026-11-27', '2026-11-27', true],
    ['2026-11-27', '2026-11-28', true],
    ['2026-11-28', '2026-11-27', false],
    ['2026-11-27T16:00:00Z', '2026-11-27T18:00:00Z', true],
    ['2026-11-27T16:00:00Z', '2026-11-27T16:00:00Z', false],
    ['2026-11-27T18:00:00Z', '2026-11-27T16:00:00Z', false],
  ])('from %s to %s: %j', (windowStart, windowEnd, fits) => {
    expect(at(deliveryPreferencesBody, { windowStart, windowEnd }).success).toBe(fits);
  });
});
