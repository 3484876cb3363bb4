import { describe, expect, it } from 'vitest';
import { payload, trackResult } from './fedex-payloads.ts';
import { NUMBER, parcel, update } from './support/fedex.ts';

describe('parseFedex', () => {
  it.each([
    [
      {
        estimatedDeliveryTimeWindow: {
          window: { begins: '2024-05-01T09:00:00+02:00', ends: '2024-05-01T13:00:00+02:00' },
        },
      },
      '2024-05-01T07:00:00.000Z/2024-05-01T11:00:00.000Z',
    ],
    [
      { estimatedDeliveryTimeWindow: { window: { begins: '2024-05-01T09:00:00+02:00', ends: '' } } },
      '2024-05-01T07:00:00.000Z',
    ],
    [{ estimatedDeliveryTimeWindow: { window: {} } }, '2024-05-03T16:00:00.000Z'],
    [
      { dateAndTimes: [], standardTransitTimeWindow: { window: { ends: '2024-05-04T17:00:00Z' } } },
      '2024-05-04T17:00:00.000Z',
    ],
    [{ dateAndTimes: [] }, undefined],
    // Of a day without an hour the day that was written counts, whatever the offset.
    ...[
      '2026-12-03T00:00:00-06:00',
      '2026-12-03T00:00:00Z',
      '2026-12-03T00:00:00+13:00',
      '2026-12-03',
      '2026-12-03T23:59:59-06:00',
    ].map((dateTime): [object, string] => [{ dateAndTimes: [{ type: 'ESTIMATED_DELIVERY', dateTime }] }, '2026-12-03']),
    [
      {
        estimatedDeliveryTimeWindow: {
          window: { begins: '2026-12-03T00:00:00-06:00', ends: '2026-12-03T00:00:00-06:00' },
        },
      },
      '2026-12-03',
    ],
    [
      {
        estimatedDeliveryTimeWindow: {
          window: { begins: '2026-12-03T00:00:00-06:00', ends: '2026-12-05T00:00:00-06:00' },
        },
      },
      '2026-12-03/2026-12-05',
    ],
    [
      {
        estimatedDeliveryTimeWindow: {
          window: { begins: '2026-12-03T00:00:00-06:00', ends: '2026-12-03T13:00:00-06:00' },
        },
      },
      '2026-12-03T19:00:00.000Z',
    ],
    [
      { estimatedDeliveryTimeWindow: { window: { begins: '2026-12-05T09:00:00Z', ends: '2026-12-03T13:00:00Z' } } },
      '2026-12-03T13:00:00.000Z',
    ],
    // Not of this world: the next best counts.
    [{ estimatedDeliveryTimeWindow: { window: { ends: '9999-12-31T23:00:00-06:00' } } }, '2024-05-03T16:00:00.000Z'],
    [{ dateAndTimes: [{ type: 'ESTIMATED_DELIVERY', dateTime: '2023-12-31T00:00:00-06:00' }] }, '2023-12-31'],
  ])('estimates by window, then date, then service: %j', (more, expected) => {
    const dates = [{ type: 'ESTIMATED_DELIVERY', dateTime: '2024-05-03T18:00:00+02:00' }];
    expect(parcel({ dates, more }).estimatedDelivery).toBe(expected);
  });

  it('counts an estimate of another world, and does without it', () => {
    const far = ['9999-12-31T00:00:00Z', '2028-05-02'].map((dateTime) => ({ type: 'ESTIMATED_DELIVERY', dateTime }));
    for (const date of far) {
      const read = update(payload({ number: NUMBER, results: [trackResult({ dates: [date] })] }));
      expect(read.parcels[0]?.estimatedDelivery).toBeUndefined();
      expect(read.issues).toEqual([
        { kind: 'far_estimate', trackingNumber: NUMBER, code: date.dateTime.slice(0, 'YYYY-MM-DD'.length) },
      ]);
    }
  });
});
