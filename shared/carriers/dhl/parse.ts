import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { ParcelReference } from '../../orders/commands/command.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { Scan, ScanLocation } from '../../orders/model/order.ts';
import type { ParcelFacts } from '../../orders/model/parcel-facts.ts';
import type { CarrierUpdate, HandshakeCall, ParseIssue, TrackingUpdate } from '../carrier.ts';
import { httpsAddress } from '../https-address.ts';
import { estimateOf, estimateWindowOf, instantOf, isWithinReach } from '../instant.ts';
import { reasonOfText } from '../reason-of-text.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged, readScan, type ScanReading } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { normalizeTrackingNumber } from '../tracking-number.ts';
import { present } from '../wire-schema.ts';
import {
  type DhlAddress,
  type DhlEvent,
  type DhlShipment,
  dhlError,
  dhlFrame,
  dhlShipments,
  dhlSubscription,
} from './schema.ts';
import { DHL_CODES, REFINED_BY_TEXT } from './status-map.ts';

const MAX_PIECES = 20;
const MAX_REFERENCES = 20;

const placeOf = (address: DhlAddress): ScanLocation | undefined =>
  filledFields({ city: address?.addressLocality, postalCode: address?.postalCode, country: address?.countryCode });

const textOf = ({ status, description, remark }: DhlEvent): string => present([status, description, remark]).join(' ');

interface Meaning {
  readonly milestone: Scan['milestone'];
  readonly reason: Scan['reason'] | undefined;
  readonly isKnown: boolean;
}

const REASONED: ReadonlySet<Scan['milestone']> = new Set<Scan['milestone']>([
  'delivery_attempted',
  'exception',
  'delayed',
  'returning',
]);

const meaningOf = (code: string, event: DhlEvent): Meaning => {
  const known = DHL_CODES.get(code);
  const words = textOf(event);
  const refined = REFINED_BY_TEXT.find((rule) => rule.code === code && rule.pattern.test(words));
  const milestone = refined?.milestone ?? milestoneOf(known);
  const read = REASONED.has(milestone) ? reasonOfText(words) : undefined;
  return { milestone, reason: refined?.reason ?? read, isKnown: known !== undefined };
};

/** The status repeats the newest event, now and then with another zone: the clock on the wall says that it is one. */
const isOfEvents = ({ timestamp = '' }: DhlEvent, events: readonly DhlEvent[]): boolean =>
  events.some((event) => (event.timestamp ?? '').slice(0, 19) === timestamp.slice(0, 19));

const sightingsOf = ({ events, status }: DhlShipment): readonly DhlEvent[] => {
  const listed = present(events);
  return status === undefined || isOfEvents(status, listed) ? listed : [...listed, status];
};

const readEvent = (trackingNumber: string, event: DhlEvent, recordedAt: Instant): ScanReading => {
  const rawCode = (event.statusCode ?? '').toLowerCase();
  const location = placeOf(event.location?.address);
  const { milestone, reason, isKnown } = meaningOf(rawCode, event);
  const read = {
    carrier: 'dhl',
    trackingNumber,
    occurredAt: instantOf(event.timestamp, location),
    rawCode,
    // Five codes for everything: two things of one second are distinguished by what they mean.
    identity: `${rawCode} ${milestone}`,
    milestone,
    reason,
    location,
    texts: [event.status, event.description],
    recordedAt,
  };
  return readScan(read, isKnown);
};

const estimatesOf = ({ estimatedDeliveryTimeFrame, estimatedTimeOfDelivery }: DhlShipment): readonly Estimate[] =>
  present([
    estimateWindowOf(estimatedDeliveryTimeFrame?.estimatedFrom, estimatedDeliveryTimeFrame?.estimatedThrough),
    estimateOf(estimatedTimeOfDelivery),
  ]);

const signedBy = ({ details }: DhlShipment): string | undefined => {
  const signed = details?.proofOfDelivery?.signed;
  const name = present([signed?.givenName, signed?.familyName]).join(' ');
  return signed?.name ?? (name === '' ? undefined : name);
};

const counterOf = (events: readonly DhlEvent[]): ParcelFacts['heldAt'] => {
  const at = events.find(({ location }) => location?.servicePoint?.label !== undefined)?.location;
  return at === undefined ? undefined : { ...definedFields({ name: at.servicePoint?.label }), ...placeOf(at.address) };
};

const factsOf = (shipment: DhlShipment, nextAttempt: Estimate | undefined): ParcelFacts | undefined => {
  const { details, service, serviceUrl, events } = shipment;
  const pieces = Number(details?.totalNumberOfPieces ?? Number.NaN);
  return filledFields({
    service: details?.product?.productName ?? service,
    trackingUrl: httpsAddress(serviceUrl),
    pieces: Number.isInteger(pieces) && pieces > 1 ? pieces : undefined,
    nextAttempt,
    proof: filledFields({ signedBy: signedBy(shipment) }),
    heldAt: counterOf(present(events)),
  });
};

const referenceOf = ({ details, destination }: DhlShipment): ParcelReference | undefined => {
  const references = present(details?.references ?? []).flatMap(({ number }) => number ?? []);
  const { postalCode, countryCode } = destination?.address ?? {};
  if (references.length === 0 && postalCode === undefined) return undefined;
  return {
    references: references.slice(0, MAX_REFERENCES),
    ...(postalCode !== undefined && { destination: { postalCode, ...definedFields({ country: countryCode }) } }),
  };
};

/** Each piece has the scans of its shipment, under its own number. */
const piecesOf = (shipment: DhlShipment, update: TrackingUpdate, readings: (number: string) => readonly Scan[]) =>
  present(shipment.details?.pieceIds ?? [])
    .flatMap((piece) => normalizeTrackingNumber(piece) ?? [])
    .filter((piece) => piece !== update.trackingNumber)
    .slice(0, MAX_PIECES)
    .map(
      (trackingNumber): TrackingUpdate => ({
        ...update,
        trackingNumber,
        scans: readings(trackingNumber),
        facts: { ...update.facts, masterNumber: update.trackingNumber },
        isPiece: true,
      }),
    );

const readShipment = (shipment: DhlShipment, recordedAt: Instant) => {
  const trackingNumber = normalizeTrackingNumber(shipment.id ?? '');
  if (trackingNumber === undefined)
    return { parcels: [], issues: [{ kind: 'unreadable' as const, code: 'shipment_id' }] };
  const sightings = sightingsOf(shipment);
  const readings = sightings.map((event) => readEvent(trackingNumber, event, recordedAt));
  const scans = arranged(readings.flatMap((reading) => reading.scans));
  const estimates = estimatesOf(shipment);
  const estimatedDelivery = estimates.find((estimate) => isWithinReach(estimate, recordedAt));
  const nextAttempt = scans.at(-1)?.milestone === 'delivery_attempted' ? estimatedDelivery : undefined;
  const facts = factsOf(shipment, nextAttempt);
  const reference = referenceOf(shipment);
  const update = { trackingNumber, scans, ...definedFields({ estimatedDelivery, facts, reference }) };
  const scansOf = (number: string) =>
    arranged(sightings.flatMap((event) => readEvent(number, event, recordedAt).scans));
  const far = estimates.filter((estimate) => !isWithinReach(estimate, recordedAt));
  return {
    parcels: [update, ...piecesOf(shipment, update, scansOf)],
    issues: [
      ...readings.flatMap((reading) => reading.issues),
      ...far.map((code): ParseIssue => ({ kind: 'far_estimate', trackingNumber, code })),
    ],
  };
};

const nothing = (...issues: readonly ParseIssue[]): CarrierUpdate => ({ ok: true, parcels: [], issues });

/** A push, or a reply of Shipment Tracking Unified: the same shipments. Messages of the subscription itself have none. */
export const parseDhl = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const subscription = dhlSubscription.safeParse(payload);
  if (subscription.success && subscription.data.scope !== 'subscription.push') {
    const { scope, failure } = subscription.data;
    const code = failure?.status ?? failure?.title ?? scope;
    return scope === 'subscription.failure' ? nothing({ kind: 'subscription_failed', code }) : nothing();
  }
  const error = dhlError.safeParse(payload);
  if (error.success) {
    const trackingNumber = error.data.instance?.split('/').at(-1) ?? '';
    return nothing({ kind: 'not_found', trackingNumber, code: String(error.data.status) });
  }
  const frame = dhlFrame.safeParse(payload);
  if (!frame.success) return refusedFrame(frame.error);
  const read = present(dhlShipments.parse(payload).shipments).map((shipment) => readShipment(shipment, recordedAt));
  if (read.length === 0) return nothing({ kind: 'unreadable', code: 'shipments' });
  return { ok: true, parcels: read.flatMap(({ parcels }) => parcels), issues: read.flatMap(({ issues }) => issues) };
};

/** The end of a subscription's own address: nothing else of what the payload says is called. */
const SUBSCRIPTION_ID = /\/subscription\/([A-Za-z0-9-]{1,64})$/;

/**
 * `subscription.validate`: DHL wants its secret back, under the subscription's own id, before it sends anything. The
 * address is ours and not the payload's.
 */
export const dhlHandshake = (payload: unknown): HandshakeCall | undefined => {
  const read = dhlSubscription.safeParse(payload);
  if (!read.success || read.data.scope !== 'subscription.validate') return undefined;
  const { self = '', secret } = read.data;
  const id = SUBSCRIPTION_ID.exec(self)?.[1];
  if (id === undefined || secret === undefined || !/^[\x21-\x7e]{1,500}$/.test(secret)) return undefined;
  return { path: `/tracking/push/v1/subscription/${id}`, headers: { 'DHL-API-Hook-Secret': secret } };
};
