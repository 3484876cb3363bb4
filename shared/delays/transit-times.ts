import { countedAt } from '../orders/engine/scan-flags.ts';
import type { Scan, Shipment } from '../orders/model/order.ts';
import { type DurationSketch, mergedSketch, sketchOf } from './duration-sketch.ts';

/** Stages after which a parcel may be silent for a while. Trouble is none of them: nothing is usual about it. */
export const STAGES = [
  'label_created',
  'picked_up',
  'in_transit',
  'arrived_at_facility',
  'customs',
  'out_for_delivery',
  'delivery_attempted',
] as const satisfies readonly Scan['milestone'][];
export type Stage = (typeof STAGES)[number];

/** From a stage to the next scan, and from reaching it to the delivery. */
export const TRANSIT_MEASURES = ['silence', 'remaining'] as const;
export type TransitMeasure = (typeof TRANSIT_MEASURES)[number];

/** How long parcels took, by measure and stage. */
export type TransitTimes = Readonly<Record<TransitMeasure, Readonly<Partial<Record<Stage, DurationSketch>>>>>;

export const NO_TIMES: TransitTimes = { silence: {}, remaining: {} };

export const stageOf = (milestone: Scan['milestone'] | undefined): Stage | undefined =>
  STAGES.find((stage) => stage === (milestone ?? 'label_created'));

interface Mark {
  readonly milestone: Scan['milestone'];
  readonly at: number;
}

/** A label counts from its registration: nobody waits for it before. */
const marksOf = ({ registeredAt }: Pick<Shipment, 'registeredAt'>, scans: readonly Scan[]): readonly Mark[] => {
  const seen = scans
    .filter(({ milestone }) => milestone !== 'unknown' && milestone !== 'label_created')
    .map((scan) => ({ milestone: scan.milestone, at: Date.parse(countedAt(scan)) }))
    .toSorted((a, b) => a.at - b.at);
  const end = seen.findIndex(({ milestone }) => milestone === 'delivered');
  return [{ milestone: 'label_created', at: Date.parse(registeredAt) }, ...seen.slice(0, end + 1)];
};

/**
 * What the way of a parcel that was delivered shows.
 *
 * @param scans Those of the parcel that count, in any order; the delivery among them.
 */
export const timesOfParcel = (shipment: Pick<Shipment, 'registeredAt'>, scans: readonly Scan[]): TransitTimes => {
  const marks = marksOf(shipment, scans);
  const delivered = marks.at(-1);
  if (delivered?.milestone !== 'delivered') return NO_TIMES;
  const durations: Record<TransitMeasure, Partial<Record<Stage, number[]>>> = { silence: {}, remaining: {} };
  for (const [index, { milestone, at }] of marks.entries()) {
    const stage = stageOf(milestone);
    const next = marks[index + 1];
    if (stage === undefined || next === undefined || next.at <= at) continue;
    durations.silence[stage] = [...(durations.silence[stage] ?? []), next.at - at];
    durations.remaining[stage] ??= [delivered.at - at];
  }
  return { silence: sketchesOf(durations.silence), remaining: sketchesOf(durations.remaining) };
};

type ByStage<T> = Readonly<Partial<Record<Stage, T>>>;

const sketchesOf = (durations: ByStage<readonly number[]>): ByStage<DurationSketch> =>
  Object.fromEntries(Object.entries(durations).map(([stage, each]) => [stage, sketchOf(each)]));

const mergedStages = (a: ByStage<DurationSketch>, b: ByStage<DurationSketch>): ByStage<DurationSketch> =>
  Object.fromEntries(
    STAGES.flatMap((stage) => {
      const merged = mergedSketch(a[stage] ?? new Map(), b[stage] ?? new Map());
      return merged.size === 0 ? [] : [[stage, merged]];
    }),
  );

export const mergedTimes = (a: TransitTimes, b: TransitTimes): TransitTimes => ({
  silence: mergedStages(a.silence, b.silence),
  remaining: mergedStages(a.remaining, b.remaining),
});

export const isEmpty = ({ silence, remaining }: TransitTimes): boolean =>
  Object.keys(silence).length + Object.keys(remaining).length === 0;
