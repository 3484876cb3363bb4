import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { JOURNEY_NAMES, JOURNEYS, type Stop } from './journeys.ts';
import { expressNumber, type FedexParcel, type FedexScan } from './wire.ts';

const instant = z.iso.datetime({ offset: true });

/** `POST /_local/simulators/fedex` */
export const scriptInput = z
  .strictObject({
    /** Absent, or with `unknownParcel`: a right number that nobody has registered. */
    trackingNumber: z
      .string()
      .regex(/^\d{10,34}$/, 'A FedEx number has digits only')
      .optional(),
    unknownParcel: z.boolean().optional(),
    /** A whole way … */
    journey: z.enum(JOURNEY_NAMES).optional(),
    startAt: instant.optional(),
    /** 0 sends everything at once and returns the outcome. */
    stepSeconds: z.number().min(0).max(3600).default(0),
    /** … or one event. */
    event: z
      .string()
      .regex(/^[A-Za-z0-9]{2}$/, 'A FedEx code has two characters')
      .optional(),
    at: instant.optional(),
    exceptionCode: z.string().max(10).optional(),
    exceptionDescription: z.string().max(200).optional(),
    city: z.string().max(60).optional(),
    estimatedDelivery: instant.optional(),
    /** The pick-up is sent last. */
    late: z.boolean().optional(),
    /** Newest first, each by itself. */
    outOfOrder: z.boolean().optional(),
    repeat: z.int().min(0).max(10).optional(),
    badSignature: z.boolean().optional(),
    encoding: z.enum(['base64', 'hex']).optional(),
    retryMilliseconds: z.number().min(0).max(60_000).optional(),
    /** Calls get no response and webhooks are held back; `false` lets them out. */
    outage: z.boolean().optional(),
    /** This many calls of the API are served before 429; `null` lifts the limit. */
    rateLimit: z.int().min(0).nullable().optional(),
    /** Tokens are refused, also good ones. */
    wrongToken: z.boolean().optional(),
    /** The API takes so long. */
    slowMilliseconds: z.number().min(0).max(60_000).optional(),
  })
  .refine((input) => input.journey === undefined || input.event === undefined, 'Either a journey or one event')
  .refine(
    ({ journey, event, outage, rateLimit, wrongToken, slowMilliseconds }) =>
      [journey, event, outage, rateLimit, wrongToken, slowMilliseconds].some((part) => part !== undefined),
    'Name a journey, an event, an outage or a rate limit',
  );
export type ScriptInput = z.output<typeof scriptInput>;

const HOUR = 3_600_000;
const OFFSET_HOURS = 1;

/** FedEx writes local time with its offset, without fractions. */
export const localTime = (at: Date): string =>
  new Date(at.getTime() + OFFSET_HOURS * HOUR).toISOString().replace(/\.\d+Z$/, '+01:00');

export const numberOf = ({ trackingNumber, unknownParcel }: ScriptInput): string =>
  trackingNumber === undefined || unknownParcel === true
    ? expressNumber(String(randomInt(10_000_000_000, 99_999_999_999)))
    : trackingNumber;

const scanAt = (stop: Omit<Stop, 'hours'>, at: Date): FedexScan => {
  const { latestCode: _latestCode, ...scan } = stop;
  return { ...scan, date: localTime(at) };
};

const routeOf = (input: ScriptInput, now: () => Date): readonly { readonly stop: Stop; readonly at: () => Date }[] => {
  if (input.event !== undefined) {
    const { event, at, exceptionCode, exceptionDescription, city } = input;
    const stop: Stop = { hours: 0, eventType: event, exceptionCode, exceptionDescription, city };
    return [{ stop, at: () => (at === undefined ? now() : new Date(at)) }];
  }
  if (input.journey === undefined) return [];
  const stops: readonly Stop[] = JOURNEYS[input.journey];
  const { startAt } = input;
  const isLive = startAt === undefined && input.stepSeconds > 0;
  const lastHours = stops.at(-1)?.hours ?? 0;
  const start = startAt === undefined ? now().getTime() - lastHours * HOUR : Date.parse(startAt);
  return stops.map((stop) => ({ stop, at: () => (isLive ? now() : new Date(start + stop.hours * HOUR)) }));
};

const parcelWith = (
  trackingNumber: string,
  scans: readonly FedexScan[],
  estimatedDelivery: string | undefined,
  latestCode: string | undefined,
): FedexParcel => ({ trackingNumber, scans, estimatedDelivery, latestCode });

/**
 * The webhooks of a script, each made when its time comes. In order, each has the whole journey so far, as FedEx does;
 * sent late or out of order, each has one scan.
 */
export const deliveriesOf = (
  input: ScriptInput,
  trackingNumber: string,
  known: readonly FedexScan[],
  now: () => Date,
): readonly (() => FedexParcel)[] => {
  const route = routeOf(input, now);
  const estimate = input.estimatedDelivery;
  const alone = route.map(
    ({ stop, at }) =>
      () =>
        parcelWith(trackingNumber, [scanAt(stop, at())], estimate, stop.latestCode),
  );
  if (input.outOfOrder === true) return alone.toReversed();
  const seen = [...known];
  const whole = route.map(({ stop, at }) => () => {
    seen.push(scanAt(stop, at()));
    return parcelWith(trackingNumber, [...seen], estimate, stop.latestCode);
  });
  const late = alone[1];
  return input.late === true && late !== undefined ? [...whole.toSpliced(1, 1), late] : whole;
};
