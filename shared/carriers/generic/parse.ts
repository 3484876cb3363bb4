import * as z from 'zod';
import type { Instant } from '../../calendar/instant.ts';
import { carrierWithId } from '../../contract/carrier-registry.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { ScanLocation } from '../../orders/model/order.ts';
import { sha256 } from '../../security/digest.ts';
import type { CarrierUpdate, ParseIssue } from '../carrier.ts';
import { deliveryNumber } from '../delivery-number.ts';
import { estimateOf, estimateWindowOf, instantOf, isWithinReach } from '../instant.ts';
import { reasonOfText } from '../reason-of-text.ts';
import { refusedFrame } from '../refused-frame.ts';
import { makeScan } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { normalizeTrackingNumber } from '../tracking-number.ts';
import { part, place, text } from '../wire-schema.ts';
import { GENERIC_STATUSES } from './status-map.ts';

const GENERIC = 'generic';

/** An empty string is an absent value. */
const optional = z.preprocess(
  (value) => (value === '' || value === null ? undefined : value),
  z.string().max(200).optional(),
);

const genericEvent = z
  .object({
    orderId: optional,
    trackingNumber: optional,
    carrier: z.preprocess(
      (value) => (value === '' || value === null ? undefined : value),
      z
        .string()
        .transform((name) =>
          name
            .trim()
            .toLowerCase()
            .replace(/[\s-]+/g, '_'),
        )
        .pipe(z.string().regex(/^[a-z][a-z0-9_]{1,31}$/, 'A name of letters, digits and _'))
        .optional(),
    ),
    status: z.string().min(1).max(100),
    description: text,
    location: z.union([z.string().transform((city) => ({ city: city.slice(0, 100) })), part(place)]).optional(),
    estimatedDelivery: z
      .union([z.string(), z.object({ from: z.string(), to: z.string() })])
      .optional()
      .catch(undefined),
    occurredAt: z.string().min(1).max(100),
    eventId: optional,
  })
  .refine(({ orderId, trackingNumber }) => orderId !== undefined || trackingNumber !== undefined, {
    path: ['trackingNumber'],
    message: 'Either orderId or trackingNumber',
  })
  .refine(({ carrier = GENERIC }) => carrier === GENERIC || carrierWithId(carrier) === undefined, {
    path: ['carrier'],
    message: 'This carrier has a webhook of its own',
  });
type GenericEvent = z.output<typeof genericEvent>;

/** The sender's own id of the event, for each carrier that it speaks for; else the bytes. */
export const genericEventId = (rawBody: Uint8Array, payload: unknown): string => {
  const read = genericEvent.safeParse(payload);
  const { eventId, carrier = GENERIC } = read.success ? read.data : {};
  return eventId === undefined ? sha256(rawBody, 'hex') : sha256(JSON.stringify([carrier, eventId]), 'hex');
};

const estimateIn = ({ estimatedDelivery }: GenericEvent): Estimate | undefined =>
  typeof estimatedDelivery === 'object'
    ? estimateWindowOf(estimatedDelivery.from, estimatedDelivery.to)
    : estimateOf(estimatedDelivery);

const numberOf = ({ trackingNumber, orderId = '' }: GenericEvent): string | undefined =>
  trackingNumber === undefined ? deliveryNumber(orderId) : normalizeTrackingNumber(trackingNumber);

const issuesOf = (trackingNumber: string, { status }: GenericEvent, isFar: boolean): readonly ParseIssue[] => [
  ...(GENERIC_STATUSES.has(status.toLowerCase())
    ? []
    : [{ kind: 'unknown_code' as const, trackingNumber, code: status }]),
  ...(isFar ? [{ kind: 'far_estimate' as const, trackingNumber, code: 'estimatedDelivery' }] : []),
];

const readEvent = (event: GenericEvent, recordedAt: Instant): CarrierUpdate => {
  const { carrier = GENERIC, status, orderId, description } = event;
  const trackingNumber = numberOf(event);
  const location: ScanLocation | undefined = filledFields({ ...event.location });
  const occurredAt = instantOf(event.occurredAt, location);
  if (trackingNumber === undefined) return { ok: false, errors: [{ path: 'trackingNumber', message: 'Not a number' }] };
  if (occurredAt === undefined) return { ok: false, errors: [{ path: 'occurredAt', message: 'Not a time' }] };
  const milestone = milestoneOf(GENERIC_STATUSES.get(status.toLowerCase()));
  const scan = makeScan({
    carrier,
    trackingNumber,
    occurredAt,
    rawCode: status,
    milestone,
    reason: milestone === 'exception' ? reasonOfText(description) : undefined,
    location,
    texts: [description],
    recordedAt,
  });
  const estimate = estimateIn(event);
  const isFar = estimate !== undefined && !isWithinReach(estimate, recordedAt);
  const estimatedDelivery = isFar || milestone === 'delivered' ? undefined : estimate;
  const delivery = orderId === undefined ? undefined : { orderReference: orderId, asOf: occurredAt };
  return {
    ok: true,
    parcels: [{ trackingNumber, carrier, scans: [scan], ...definedFields({ estimatedDelivery, delivery }) }],
    issues: issuesOf(trackingNumber, event, isFar),
  };
};

/** An event of a carrier that has no adapter, in our own words. */
export const parseGeneric = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const event = genericEvent.safeParse(payload);
  return event.success ? readEvent(event.data, recordedAt) : refusedFrame(event.error);
};
