import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { ParcelFacts } from '../../orders/model/parcel-facts.ts';
import { sha256 } from '../../security/digest.ts';
import type { CarrierUpdate, Courier, ParseIssue } from '../carrier.ts';
import { positionOf } from '../courier-position.ts';
import { deliveryNumber } from '../delivery-number.ts';
import { httpsAddress } from '../https-address.ts';
import { estimateOf, instantOf } from '../instant.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged, makeScan } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { present } from '../wire-schema.ts';
import { type DoordashDelivery, doordashDelivery, doordashEvent } from './schema.ts';
import { DOORDASH_STATUSES, POSITION_EVENTS, STATUS_OF_EVENT } from './status-map.ts';

/** DoorDash gives its events no id: one delivery has one event of a name at one time. */
export const doordashEventId = (rawBody: Uint8Array, payload: unknown): string => {
  const event = doordashEvent.safeParse(payload);
  if (!event.success || event.data.created_at === undefined) return sha256(rawBody, 'hex');
  const { external_delivery_id, event_name, created_at } = event.data;
  return [external_delivery_id, event_name.toUpperCase(), created_at].join('-');
};

interface Step {
  readonly code: string;
  readonly at: Instant;
}

interface Reading {
  readonly delivery: DoordashDelivery;
  readonly steps: readonly Step[];
  readonly asOf: Instant;
  readonly recordedAt: Instant;
  /** What the delivery's words do not explain. */
  readonly unknown?: string | undefined;
}

const courierOf = (delivery: DoordashDelivery): Courier | undefined => {
  const { dasher_id: id, dasher_name: name, dasher_vehicle_make: make, dasher_vehicle_model: model } = delivery;
  if (name === undefined) return undefined;
  const courierId = `doordash:${id ?? sha256(`${delivery.external_delivery_id} ${name}`, 'hex').slice(0, 20)}`;
  const vehicle = present([make, model]).join(' ');
  const phone = delivery.dasher_dropoff_phone_number ?? delivery.dasher_pickup_phone_number;
  return { courierId, name, ...definedFields({ phone }), ...(vehicle !== '' && { vehicle }) };
};

const proofOf = (delivery: DoordashDelivery): ParcelFacts['proof'] =>
  filledFields({
    hasPhoto: delivery.dropoff_verification_image_url === undefined ? undefined : true,
    hasSignature: delivery.dropoff_signature_image_url === undefined ? undefined : true,
  });

const ENDS: readonly string[] = ['delivered', 'cancelled', 'returned'];

const updateOf = ({ delivery, steps, asOf, recordedAt, unknown }: Reading): CarrierUpdate => {
  const { external_delivery_id: orderReference, cancellation_reason, reason, tracking_url } = delivery;
  const trackingNumber = deliveryNumber(orderReference);
  const scans = steps.map(({ code, at }) =>
    makeScan({
      carrier: 'doordash',
      trackingNumber,
      occurredAt: at,
      rawCode: code,
      milestone: milestoneOf(DOORDASH_STATUSES.get(code)),
      texts: code === 'cancelled' ? [cancellation_reason ?? reason] : [],
      recordedAt,
    }),
  );
  const isOpen = scans.length > 0 && !scans.some(({ milestone }) => ENDS.includes(milestone));
  const estimatedDelivery = isOpen ? estimateOf(delivery.dropoff_time_estimated) : undefined;
  const facts = filledFields({
    trackingUrl: httpsAddress(tracking_url),
    deliveryId: delivery.external_delivery_id,
    proof: proofOf(delivery),
  });
  const position = positionOf(delivery.dasher_location, asOf);
  return {
    ok: true,
    parcels: [
      {
        trackingNumber,
        scans: arranged(scans),
        ...definedFields({ estimatedDelivery, facts: scans.length > 0 ? facts : undefined }),
        delivery: { orderReference, asOf, ...definedFields({ courier: courierOf(delivery), position }) },
      },
    ],
    issues: unknown === undefined ? [] : [{ kind: 'unknown_code', trackingNumber, code: unknown }],
  };
};

/** Of what was done DoorDash says when, in events and replies alike; of the rest, when the event was made. */
const timeOf = (code: string, delivery: DoordashDelivery, otherwise: string | undefined): Instant | undefined => {
  const own = code === 'picked_up' ? delivery.pickup_time_actual : undefined;
  const done = code === 'delivered' ? delivery.dropoff_time_actual : own;
  return instantOf(done) ?? instantOf(otherwise);
};

const dateless = (delivery: DoordashDelivery, code: string): CarrierUpdate => {
  const issue: ParseIssue = { kind: 'dateless_scan', trackingNumber: delivery.external_delivery_id, code };
  return { ok: true, parcels: [], issues: [issue] };
};

const readEvent = (delivery: DoordashDelivery, eventName: string, recordedAt: Instant): CarrierUpdate => {
  const name = eventName.toLowerCase();
  const madeAt = instantOf(delivery.created_at);
  if (POSITION_EVENTS.has(name)) return updateOf({ delivery, steps: [], asOf: madeAt ?? recordedAt, recordedAt });
  const code = STATUS_OF_EVENT.get(name);
  const at = timeOf(code ?? name, delivery, delivery.created_at);
  if (at === undefined) return dateless(delivery, name);
  return updateOf({
    delivery,
    steps: [{ code: code ?? name, at }],
    asOf: madeAt ?? at,
    recordedAt,
    unknown: code === undefined ? eventName : undefined,
  });
};

/** A reply says when the delivery was made, fetched and brought; of a status in between, when it was last changed. */
const readReply = (delivery: DoordashDelivery, status: string, recordedAt: Instant): CarrierUpdate => {
  const code = status.toLowerCase();
  const dated: readonly (readonly [string, Instant | undefined])[] = [
    ['created', instantOf(delivery.created_at)],
    ['picked_up', instantOf(delivery.pickup_time_actual)],
    [code, code === 'created' ? undefined : timeOf(code, delivery, delivery.updated_at)],
  ];
  const steps = dated.flatMap(([step, at]) => (at === undefined ? [] : [{ code: step, at }]));
  const asOf = instantOf(delivery.updated_at) ?? recordedAt;
  const unknown = DOORDASH_STATUSES.has(code) ? undefined : status;
  return updateOf({ delivery, steps, asOf, recordedAt, unknown });
};

/** A webhook of DoorDash Drive, or a delivery as its API returns it: webhooks name an event, replies a status. */
export const parseDoordash = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const event = doordashEvent.safeParse(payload);
  if (event.success) return readEvent(event.data, event.data.event_name, recordedAt);
  const delivery = doordashDelivery.safeParse(payload);
  if (delivery.success) return readReply(delivery.data, delivery.data.delivery_status, recordedAt);
  return refusedFrame(event.error);
};
