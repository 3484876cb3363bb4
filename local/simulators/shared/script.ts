import * as z from 'zod';
import { SimulatorInputError } from '../../control/simulators.ts';
import type { SimulatedEvent, SimulatedParcel, SimulatedScan } from './parcel.ts';
import { DELIVERY_EVENTS, PARCEL_EVENTS } from './parcel.ts';
import type { CarrierWire } from './wire.ts';

const instant = z.iso.datetime({ offset: true });
const EVENTS: readonly string[] = [...new Set<SimulatedEvent>([...PARCEL_EVENTS, ...DELIVERY_EVENTS])];
const isEvent = (given: string): given is SimulatedEvent => EVENTS.includes(given);

/** `POST /_local/simulators/<carrier>` */
const scriptInput = z
  .strictObject({
    /** Absent: a right number that nobody has registered; of a delivery, one of the order's. */
    trackingNumber: z
      .string()
      .regex(/^[A-Za-z0-9_-]{4,40}$/)
      .optional(),
    /** Of a delivery: the order that it is made for. */
    orderId: z.string().min(1).max(200).optional(),
    /** A whole journey … */
    journey: z.string().optional(),
    /** … of so many parcels … */
    parcels: z.int().min(1).max(10).default(1),
    startAt: instant.optional(),
    /** 0 sends everything at once and returns the outcome. */
    stepSeconds: z.number().min(0).max(3600).default(0),
    /** … or one event, in the words of all carriers or in a code of its own. */
    event: z.string().max(30).optional(),
    at: instant.optional(),
    /** Of an event in a code of its own. */
    exceptionCode: z.string().max(10).optional(),
    exceptionDescription: z.string().max(200).optional(),
    city: z.string().max(60).optional(),
    estimatedDelivery: instant.optional(),
    /** Known to the API only: nothing is pushed. */
    quiet: z.boolean().optional(),
    /** Newest first. */
    shuffled: z.boolean().optional(),
    /** The pick-up is sent last. */
    late: z.boolean().optional(),
    repeat: z.int().min(0).max(10).optional(),
    badSignature: z.boolean().optional(),
    encoding: z.enum(['base64', 'hex']).optional(),
    /** After a webhook that was not received. */
    retryMilliseconds: z.number().min(0).max(60_000).optional(),
    /** Calls get no response and webhooks are held back; `false` lets them out. */
    outage: z.boolean().optional(),
    /** This many calls of the API are served before 429; `null` lifts the limit. */
    rateLimit: z.int().min(0).nullable().optional(),
    /** Tokens are refused, also good ones. */
    wrongToken: z.boolean().optional(),
    /** Of a courier service: how our account there stands. */
    account: z.enum(['good', 'suspended', 'blocked']).optional(),
    /** This many of the next changes are made, and answered by an error of the server. */
    loseReplies: z.int().min(0).max(100).optional(),
    /** The API takes so long. */
    slowMilliseconds: z.number().min(0).max(60_000).optional(),
  })
  .refine(({ journey, event }) => journey === undefined || event === undefined, 'Either a journey or one event');
export type ScriptInput = z.output<typeof scriptInput>;

/** Checks a script for one carrier: its journeys, and the events that it knows. */
export const scriptOf = (wire: CarrierWire, given: unknown): ScriptInput => {
  const result = scriptInput.safeParse(given);
  if (!result.success) {
    const issues = result.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    throw new SimulatorInputError(issues.join('; '));
  }
  const { journey, event } = result.data;
  if (journey !== undefined && wire.journeys[journey] === undefined)
    throw new SimulatorInputError(`journey: one of ${Object.keys(wire.journeys).join(', ')}`);
  if (event !== undefined && !isEvent(event) && wire.ownCodes?.test(event) !== true)
    throw new SimulatorInputError(`event: one of ${EVENTS.join(', ')}`);
  return result.data;
};

const MINUTE = 60_000;

export interface Delivery {
  readonly parcel: SimulatedParcel;
  readonly scan: SimulatedScan;
}

type Named = Pick<SimulatedScan, 'event' | 'ownCode'>;

const named = (event: string, { exceptionCode, exceptionDescription }: ScriptInput): Named =>
  isEvent(event) ? { event } : { event: 'other', ownCode: { code: event, exceptionCode, exceptionDescription } };

const scansOf = (wire: CarrierWire, input: ScriptInput, now: () => Date): readonly (() => SimulatedScan)[] => {
  const { event, journey, at, startAt, city = 'MADRID' } = input;
  if (event !== undefined)
    return [() => ({ ...named(event, input), at: at === undefined ? now() : new Date(at), city })];
  const stops = wire.journeys[journey ?? ''] ?? [];
  const isLive = startAt === undefined && input.stepSeconds > 0;
  const length = (stops.at(-1)?.minutes ?? 0) * MINUTE;
  const start = startAt === undefined ? now().getTime() - length : Date.parse(startAt);
  return stops.map((stop) => () => ({
    event: stop.event,
    at: isLive ? now() : new Date(start + stop.minutes * MINUTE),
    city: stop.city ?? city,
  }));
};

/** The scans of a script, each made when its time comes, with the parcel as it is known then. */
export const deliveriesOf = (
  wire: CarrierWire,
  input: ScriptInput,
  known: SimulatedParcel,
  now: () => Date,
): readonly (() => Delivery)[] => {
  const { estimatedDelivery } = input;
  let scans = input.event === undefined ? [] : known.scans;
  const made = scansOf(wire, input, now).map((make) => () => {
    const scan = make();
    scans = [...scans, scan].toSorted((a, b) => a.at.getTime() - b.at.getTime());
    const estimate = estimatedDelivery === undefined ? known.estimatedDelivery : new Date(estimatedDelivery);
    return { scan, parcel: { ...known, scans, estimatedDelivery: estimate } };
  });
  if (input.shuffled === true) return made.toReversed();
  const [label, pickUp, ...rest] = made;
  return input.late === true && label !== undefined && pickUp !== undefined ? [label, ...rest, pickUp] : made;
};
