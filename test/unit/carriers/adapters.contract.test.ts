import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asOf, JOURNEY_WIRES, type JourneyWire, parcelOf } from './support/journey-wires.ts';
import { adapterNamed, READ_AT, read } from './support/read.ts';

const START = Date.parse('2026-03-02T08:00:00Z');

/** Every payload of every journey. */
const payloadsOf = (wire: JourneyWire): readonly unknown[] =>
  Object.keys(wire.journeys).flatMap((journey) => {
    const parcel = parcelOf(wire, journey, START, 'ord_1234567');
    return parcel.scans.flatMap((scan) => [wire.push(parcel, scan), wire.poll(asOf(parcel, scan))]);
  });

type Path = readonly (string | number)[];

const pathsIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([name, part]) => pathsIn(part, [...path, name]))]
    : [path];

/** The payload with something else in one place. */
const replaced = (value: unknown, [name, ...rest]: Path, by: unknown): unknown => {
  if (name === undefined) return by;
  const part = (value as Record<string, unknown>)[name];
  const changed = replaced(part, rest, by);
  return Array.isArray(value)
    ? value.map((one, i) => (String(i) === String(name) ? changed : one))
    : { ...(value as object), [name]: changed };
};

describe.each(JOURNEY_WIRES)('the adapter of $id', (wire) => {
  const adapter = adapterNamed(wire.id);
  const payloads = payloadsOf(wire).filter((payload) => payload !== undefined);

  it('reads every payload of every journey, and leaves nothing of it unknown but what the carrier does not explain', () => {
    for (const payload of payloads) {
      const { parcels, issues } = read(wire.id, payload, READ_AT);
      expect(parcels.length).toBeGreaterThan(0);
      if (wire.id !== 'correos') expect(issues).toEqual([]);
      for (const { scans } of parcels)
        for (const scan of scans) {
          expect(new Date(scan.occurredAt).toISOString()).toBe(scan.occurredAt);
          expect(scan.carrier).toBe(wire.id);
          expect(scan.recordedAt).toBe(READ_AT);
        }
    }
  });

  it('gives the same event the same id, and another event another', () => {
    const ids = payloads.map((payload) => adapter.eventId(Buffer.from(JSON.stringify(payload)), payload));
    const again = payloads.map((payload) => adapter.eventId(Buffer.from(JSON.stringify(payload)), payload));
    expect(again).toEqual(ids);
    for (const id of ids) expect(id).toMatch(/^[\x21-\x7e ]{6,600}$/);
  });

  it('returns a result for every JSON value and never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(adapter.parse(value, READ_AT)).toHaveProperty('ok');
        expect(adapter.eventId(Buffer.from(JSON.stringify(value)), value)).toEqual(expect.any(String));
        adapter.handshake?.(value);
      }),
    );
  });

  it('returns a result with anything in any place of a payload', () => {
    const place = fc
      .constantFrom(...payloads)
      .chain((payload) => fc.tuple(fc.constant(payload), fc.constantFrom(...pathsIn(payload)), fc.jsonValue()));
    fc.assert(
      fc.property(place, ([payload, path, value]) => {
        const update = adapter.parse(replaced(payload, path, value), READ_AT);
        expect(update).toHaveProperty('ok');
        if (!update.ok) return;
        for (const { scans, trackingNumber } of update.parcels) {
          expect(trackingNumber).toMatch(/^[A-Z0-9]{4,40}$/);
          expect(new Set(scans.map(({ scanId }) => scanId)).size).toBe(scans.length);
        }
      }),
      { numRuns: 300 },
    );
  });
});
