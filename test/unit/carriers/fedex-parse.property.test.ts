import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFedex } from '../../../shared/carriers/fedex/parse.ts';
import { parcel, RECORDED_AT } from './support/fedex.ts';

describe('parseFedex, over anything', () => {
  it('returns a result for every JSON value and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseFedex(value, RECORDED_AT)).toHaveProperty('ok');
      }),
    );
  });

  it('returns a result for anything in the places that it reads', () => {
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom('DL', 'DE', '2024-01-01T00:00:00Z', ''));
    const scan = fc.record(
      { date: anything, eventType: anything, exceptionCode: anything, scanLocation: anything },
      { requiredKeys: [] },
    );
    const result = fc.record(
      {
        trackingNumberInfo: anything,
        latestStatusDetail: fc.oneof(
          anything,
          fc.record({ code: anything, ancillaryDetails: anything, delayDetail: anything }),
        ),
        dateAndTimes: fc.oneof(anything, fc.array(fc.record({ type: anything, dateTime: anything }))),
        scanEvents: fc.oneof(anything, fc.array(fc.oneof(anything, scan))),
        estimatedDeliveryTimeWindow: anything,
        error: anything,
      },
      { requiredKeys: [] },
    );
    const body = fc.record({
      output: fc.record({
        completeTrackResults: fc.array(
          fc.oneof(anything, fc.record({ trackingNumber: anything, trackResults: fc.array(result) })),
        ),
      }),
    });
    fc.assert(
      fc.property(body, (value) => {
        const read = parseFedex(value, RECORDED_AT);
        expect(read.ok).toBe(true);
        if (!read.ok) return;
        for (const { scans, estimatedDelivery } of read.parcels) {
          for (const { occurredAt } of scans) expect(new Date(occurredAt).toISOString()).toBe(occurredAt);
          expect(new Set(scans.map(({ scanId }) => scanId)).size).toBe(scans.length);
          for (const end of estimatedDelivery?.split('/') ?? []) {
            expect([end, `${end}T00:00:00.000Z`]).toContain(new Date(end).toISOString());
          }
        }
      }),
    );
  });

  it('makes the same of the same scans in any order, reported once or twice', () => {
    const scan = fc.record({
      date: fc.constantFrom('2024-01-01T08:00:00+01:00', '2024-01-01T07:00:00Z', '2024-01-02T07:00:00Z', 'never'),
      eventType: fc.constantFrom('PU', 'IT', 'OD', 'DE', 'DL', 'Q9'),
      exceptionCode: fc.constantFrom('', '007', '060G'),
    });
    const twice = fc
      .array(scan, { maxLength: 12 })
      .chain((scans) =>
        fc.tuple(fc.constant(scans), fc.shuffledSubarray([...scans, ...scans], { minLength: scans.length * 2 })),
      );
    fc.assert(
      fc.property(twice, ([once, shuffled]) => {
        expect(parcel({ scans: shuffled, latest: { code: 'DE' } })).toEqual(
          parcel({ scans: once, latest: { code: 'DE' } }),
        );
      }),
    );
  });
});
