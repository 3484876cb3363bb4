import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import { type Estimate, estimateBetween } from '../../orders/model/estimate.ts';
import type { Scan, ScanLocation } from '../../orders/model/order.ts';
import type { ParcelFacts } from '../../orders/model/parcel-facts.ts';
import { sha256 } from '../../security/digest.ts';
import type { CarrierUpdate, ParseIssue, TrackingUpdate } from '../carrier.ts';
import { estimateOf, instantOf, isWithinReach } from '../instant.ts';
import { zoneOfPlace } from '../place-zone.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged, type ScanReading } from '../scan-list.ts';
import { normalizeTrackingNumber } from '../tracking-number.ts';
import { present } from '../wire-schema.ts';
import { placeOf, readActivity } from './activity.ts';
import { type UpsAlert, type UpsPackage, type UpsShipment, upsAlert, upsErrors, upsTrackReply } from './schema.ts';

/** Of an alert: its activity. UPS gives its pushes no id of their own. */
export const upsEventId = (rawBody: Uint8Array, payload: unknown): string => {
  const alert = upsAlert.safeParse(payload);
  if (!alert.success) return sha256(rawBody, 'hex');
  const { trackingNumber, gmtActivityDate, gmtActivityTime, activityStatus } = alert.data;
  const parts = [
    trackingNumber,
    gmtActivityDate,
    gmtActivityTime,
    activityStatus?.code,
    activityStatus?.descriptionCode,
  ];
  // An activity without a time has only its bytes.
  if (gmtActivityDate === undefined || gmtActivityTime === undefined) return sha256(rawBody, 'hex');
  return parts.map((part) => String(part ?? '').trim()).join('-');
};

interface Day {
  readonly date: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Where the times are local. */
  readonly at: ScanLocation | undefined;
}

const clock = (time: string): string => time.replace(/\D/g, '').padStart(6, '0');

/** A day, or the window on it where both times and the place's zone are known. */
const expected = ({ date, from, to, at }: Day): Estimate | undefined => {
  const day = estimateOf(date);
  if (day === undefined || to === undefined || zoneOfPlace(at) === undefined) return day;
  const end = instantOf(`${date}T${clock(to)}`, at);
  const begin = from === undefined ? undefined : instantOf(`${date}T${clock(from)}`, at);
  if (end === undefined) return day;
  return begin !== undefined && begin < end ? estimateBetween(begin, end) : end;
};

interface Read {
  readonly trackingNumber: string;
  readonly readings: readonly ScanReading[];
  readonly estimate: Estimate | undefined;
  readonly facts: ParcelFacts;
  readonly recordedAt: Instant;
}

const updateOf = ({ trackingNumber, readings, estimate, facts, recordedAt }: Read) => {
  const scans = arranged(readings.flatMap((reading) => reading.scans));
  const isFar = estimate !== undefined && !isWithinReach(estimate, recordedAt);
  const estimatedDelivery = isFar ? undefined : estimate;
  const newest: Scan | undefined = scans.findLast(({ milestone }) => milestone !== 'unknown');
  const nextAttempt = newest?.milestone === 'delivery_attempted' ? estimatedDelivery : undefined;
  const update: TrackingUpdate = {
    trackingNumber,
    scans,
    ...definedFields({ estimatedDelivery, facts: filledFields({ ...facts, nextAttempt }) }),
  };
  const issues: readonly ParseIssue[] = [
    ...readings.flatMap((reading) => reading.issues),
    ...(isFar ? [{ kind: 'far_estimate' as const, trackingNumber, code: estimate }] : []),
  ];
  return { update, issues };
};

const has = (value: string | undefined): true | undefined => (value === undefined ? undefined : true);

const readAlert = (trackingNumber: string, alert: UpsAlert, recordedAt: Instant) => {
  const { activityStatus, activityLocation, receivedBy, deliveryPhoto } = alert;
  const reading = readActivity(
    trackingNumber,
    {
      location: { address: activityLocation },
      status: activityStatus && { ...activityStatus, statusCode: activityStatus.descriptionCode },
      date: alert.localActivityDate,
      time: alert.localActivityTime,
      gmtDate: alert.gmtActivityDate,
      gmtTime: alert.gmtActivityTime,
      gmtOffset: alert.gmtOffset,
    },
    recordedAt,
  );
  const { scheduledDeliveryDate: date, deliveryStartTime: from, deliveryEndTime: to } = alert;
  const isDelivered = reading.scans.some(({ milestone }) => milestone === 'delivered');
  const proof = filledFields({ signedBy: receivedBy, hasPhoto: has(deliveryPhoto) });
  return updateOf({
    trackingNumber,
    readings: [reading],
    estimate: isDelivered ? undefined : expected({ date, from, to, at: placeOf(activityLocation) }),
    facts: definedFields({ proof: isDelivered ? proof : undefined }),
    recordedAt,
  });
};

/** A rescheduled day before the scheduled one; the day of the delivery is no estimate. */
const estimateOfPackage = ({ deliveryDate, deliveryTime, packageAddress }: UpsPackage): Estimate | undefined => {
  const dates = present(deliveryDate);
  if (dates.some(({ type }) => type === 'DEL')) return undefined;
  const date = (dates.find(({ type }) => type === 'RDD') ?? dates.find(({ type }) => type === 'SDD'))?.date;
  const at = placeOf(present(packageAddress).find(({ type }) => type === 'DESTINATION')?.address);
  return expected({ date, from: deliveryTime?.startTime, to: deliveryTime?.endTime, at });
};

const factsOf = (one: UpsPackage, { inquiryNumber }: UpsShipment, trackingNumber: string): ParcelFacts => {
  const { deliveryInformation, service, packageCount } = one;
  const master = normalizeTrackingNumber(inquiryNumber ?? '');
  const pieces = Number(packageCount ?? 1);
  return definedFields({
    service: service?.description,
    masterNumber: master === trackingNumber ? undefined : master,
    pieces: Number.isInteger(pieces) && pieces > 1 ? pieces : undefined,
    proof: filledFields({
      signedBy: deliveryInformation?.receivedBy,
      place: deliveryInformation?.location,
      hasSignature: has(deliveryInformation?.signature?.image),
      hasPhoto: has(deliveryInformation?.deliveryPhoto?.photo),
    }),
  });
};

const readShipment = (shipment: UpsShipment, recordedAt: Instant) => {
  const { inquiryNumber = '', warnings } = shipment;
  const parcels = present(shipment.package).flatMap((one) => {
    const trackingNumber = normalizeTrackingNumber(one.trackingNumber ?? inquiryNumber);
    if (trackingNumber === undefined) return [];
    const readings = present(one.activity).map((activity) => readActivity(trackingNumber, activity, recordedAt));
    const facts = factsOf(one, shipment, trackingNumber);
    return [updateOf({ trackingNumber, readings, estimate: estimateOfPackage(one), facts, recordedAt })];
  });
  const issues: readonly ParseIssue[] =
    parcels.length > 0
      ? []
      : [{ kind: 'not_found', trackingNumber: inquiryNumber, code: present(warnings)[0]?.code ?? 'package' }];
  return { parcels, issues };
};

const found = (read: readonly ReturnType<typeof updateOf>[], more: readonly ParseIssue[] = []): CarrierUpdate => ({
  ok: true,
  parcels: read.map(({ update }) => update),
  issues: [...more, ...read.flatMap(({ issues }) => issues)],
});

/**
 * A Track Alert, or a reply of the Track API. "Not found" comes as a warning with status 200, and as an error: both
 * are a parse issue and no parcel.
 */
export const parseUps = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const reply = upsTrackReply.safeParse(payload);
  if (reply.success) {
    const shipments = present(reply.data.trackResponse.shipment).map((one) => readShipment(one, recordedAt));
    return found(
      shipments.flatMap(({ parcels }) => parcels),
      shipments.flatMap(({ issues }) => issues),
    );
  }
  const errors = upsErrors.safeParse(payload);
  if (errors.success) {
    const code = errors.data.response.errors[0]?.code ?? 'error';
    return found([], [{ kind: 'not_found', trackingNumber: '', code }]);
  }
  const alert = upsAlert.safeParse(payload);
  if (!alert.success) return refusedFrame(alert.error);
  const trackingNumber = normalizeTrackingNumber(String(alert.data.trackingNumber));
  if (trackingNumber === undefined) return found([], [{ kind: 'unreadable', code: 'tracking_number' }]);
  return found([readAlert(trackingNumber, alert.data, recordedAt)]);
};
