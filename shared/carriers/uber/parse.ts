import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { Scan } from '../../orders/model/order.ts';
import type { ParcelFacts } from '../../orders/model/parcel-facts.ts';
import { sha256 } from '../../security/digest.ts';
import type { CarrierUpdate, Courier, CourierPosition, ParseIssue } from '../carrier.ts';
import { positionOf } from '../courier-position.ts';
import { deliveryNumber } from '../delivery-number.ts';
import { httpsAddress } from '../https-address.ts';
import { estimateOf, instantOf } from '../instant.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged, makeScan } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { present } from '../wire-schema.ts';
import {
  type UberCourier,
  type UberDelivery,
  type UberEvent,
  type UberLocation,
  uberDelivery,
  uberEvent,
} from './schema.ts';
import { UBER_STATUSES } from './status-map.ts';

/** `evt_…`: Uber's own, else the bytes. */
export const uberEventId = (rawBody: Uint8Array, payload: unknown): string => {
  const event = uberEvent.safeParse(payload);
  return event.success && event.data.id !== undefined ? event.data.id : sha256(rawBody, 'hex');
};

const vehicleOf = (courier: NonNullable<UberCourier>): string | undefined => {
  const { vehicle_color: color, vehicle_make: make, vehicle_model: model, vehicle_type: type } = courier;
  const words = present([color, make, model]).join(' ');
  return words === '' ? type : words;
};

/** Uber gives couriers no id: one of the same name on the same delivery is the same. */
const courierOf = (courier: UberCourier, deliveryId: string): Courier | undefined => {
  if (courier?.name === undefined) return undefined;
  const courierId = `uber:${sha256(`${deliveryId} ${courier.name}`, 'hex').slice(0, 20)}`;
  return {
    courierId,
    name: courier.name,
    ...definedFields({ phone: courier.phone_number, vehicle: vehicleOf(courier) }),
  };
};

/** The delivery that brings goods back is made for another one, which it names. */
const originalOf = ({ related_deliveries }: UberDelivery): string | undefined =>
  present(related_deliveries).find(({ relationship }) => relationship?.toLowerCase() === 'original')?.id;

interface Step {
  readonly code: string;
  readonly at: Instant;
}

interface Reading {
  readonly delivery: UberDelivery;
  readonly steps: readonly Step[];
  readonly asOf: Instant;
  readonly location: UberLocation;
  readonly recordedAt: Instant;
}

const proofOf = ({ dropoff }: UberDelivery): ParcelFacts['proof'] =>
  filledFields({
    signedBy: dropoff?.verification?.signature?.signer_name,
    hasSignature: dropoff?.verification?.signature?.image_url === undefined ? undefined : true,
    hasPhoto: dropoff?.verification?.picture?.image_url === undefined ? undefined : true,
  });

const deliveryOf = ({ delivery, asOf, location }: Reading) => {
  const { external_id: orderReference, courier, id } = delivery;
  if (orderReference === undefined || originalOf(delivery) !== undefined) return {};
  const position: CourierPosition | undefined = positionOf(location ?? courier?.location, asOf);
  return { delivery: { orderReference, asOf, ...definedFields({ courier: courierOf(courier, id), position }) } };
};

const updateOf = (reading: Reading): CarrierUpdate => {
  const { delivery, steps, recordedAt } = reading;
  const original = originalOf(delivery);
  const trackingNumber = deliveryNumber(original ?? delivery.id);
  const read = steps.map(({ code, at }): { readonly scan: Scan; readonly isKnown: boolean } => {
    const rawCode = original === undefined ? code : `return:${code}`;
    const meaning = UBER_STATUSES.get(rawCode);
    const milestone = milestoneOf(meaning);
    const scan = makeScan({ carrier: 'uber', trackingNumber, occurredAt: at, rawCode, milestone, recordedAt });
    return { scan, isKnown: meaning !== undefined };
  });
  const isOwn = original === undefined && steps.length > 0;
  const isOpen = !read.some(({ scan }) => ['delivered', 'cancelled', 'returned'].includes(scan.milestone));
  const estimatedDelivery = isOpen && isOwn ? estimateOf(delivery.dropoff_eta) : undefined;
  const facts = filledFields({
    trackingUrl: httpsAddress(delivery.tracking_url),
    deliveryId: delivery.id,
    proof: proofOf(delivery),
  });
  return {
    ok: true,
    parcels: [
      {
        trackingNumber,
        scans: arranged(read.map(({ scan }) => scan)),
        ...definedFields({ estimatedDelivery, facts: isOwn ? facts : undefined }),
        ...deliveryOf(reading),
      },
    ],
    issues: read
      .filter(({ isKnown }) => !isKnown)
      .map(({ scan }): ParseIssue => ({ kind: 'unknown_code', trackingNumber, code: scan.rawCode })),
  };
};

const codeOf = (status: string | undefined, isImminent: boolean | undefined): string | undefined => {
  const code = status?.toLowerCase();
  const approaches = isImminent === true && (code === 'pickup' || code === 'dropoff');
  return code === undefined ? undefined : `${code}${approaches ? '+imminent' : ''}`;
};

const nothing = (...issues: readonly ParseIssue[]): CarrierUpdate => ({ ok: true, parcels: [], issues });

const STATUS_KINDS: readonly string[] = ['event.delivery_status', 'event.delivery_return'];

/** A courier's position comes every twenty seconds and repeats the status: that is no new scan. */
const readEvent = (event: UberEvent, recordedAt: Instant): CarrierUpdate => {
  const { kind, data: delivery, location } = event;
  const isPosition = kind === 'event.courier_update';
  if (!isPosition && !STATUS_KINDS.includes(kind)) return nothing();
  if (delivery === undefined) return nothing({ kind: 'unreadable', code: 'data' });
  const trackingNumber = deliveryNumber(delivery.id);
  const at = instantOf(event.created);
  if (isPosition) return updateOf({ delivery, steps: [], asOf: at ?? recordedAt, location, recordedAt });
  const code = codeOf(event.status ?? delivery.status, delivery.courier_imminent);
  if (at === undefined || code === undefined)
    return nothing({ kind: 'dateless_scan', trackingNumber, code: code ?? '' });
  return updateOf({ delivery, steps: [{ code, at }], asOf: at, location, recordedAt });
};

/** A delivery by itself says when it was made, when each end of it was done, and when its status was changed. */
const stepsOf = (delivery: UberDelivery): readonly Step[] => {
  const { created, updated, pickup, dropoff, status, courier_imminent } = delivery;
  const code = codeOf(status, courier_imminent);
  const isDone = code === 'delivered' || code === 'pickup_complete';
  const doneAt = code === 'delivered' ? dropoff?.status_timestamp : pickup?.status_timestamp;
  const dated: readonly (readonly [string | undefined, string | undefined])[] = [
    ['pending', created],
    [pickup?.status?.toLowerCase() === 'completed' ? 'pickup_complete' : undefined, pickup?.status_timestamp],
    [code === 'pending' ? undefined : code, isDone ? (doneAt ?? updated) : updated],
  ];
  return dated.flatMap(([step, text]) => {
    const at = instantOf(text);
    return step === undefined || at === undefined ? [] : [{ code: step, at }];
  });
};

/** A webhook of Uber Direct, or a delivery as its API returns it. */
export const parseUber = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const event = uberEvent.safeParse(payload);
  if (event.success) return readEvent(event.data, recordedAt);
  const delivery = uberDelivery.safeParse(payload);
  if (!delivery.success) return refusedFrame(event.error);
  const asOf = instantOf(delivery.data.updated) ?? recordedAt;
  const location = delivery.data.courier?.location;
  return updateOf({ delivery: delivery.data, steps: stepsOf(delivery.data), asOf, location, recordedAt });
};
