import type { Instant } from '../../calendar/instant.ts';
import { definedFields, filledFields } from '../../defined-fields.ts';
import type { Estimate } from '../../orders/model/estimate.ts';
import type { PickupPlace } from '../../orders/model/order.ts';
import type { HandoverProof } from '../../orders/model/parcel-facts.ts';
import { sha256 } from '../../security/digest.ts';
import type { CarrierUpdate, ParseIssue, TrackingUpdate } from '../carrier.ts';
import { estimateOf, estimateWindowOf, instantOf, isWithinReach } from '../instant.ts';
import { refusedFrame } from '../refused-frame.ts';
import { arranged } from '../scan-list.ts';
import { normalizeTrackingNumber } from '../tracking-number.ts';
import { present } from '../wire-schema.ts';
import { referenceOf } from './reference.ts';
import { readResult, timeOf } from './scans.ts';
import { type FedexTrackResult, fedexPayload } from './schema.ts';

/** FedEx gives its push no id of its own: the same bytes are the same event. */
export const fedexEventId = (rawBody: Uint8Array): string => sha256(rawBody, 'hex');

const dateOfType = (result: FedexTrackResult, wanted: string): string | undefined =>
  present(result.dateAndTimes).find(({ type }) => type === wanted)?.dateTime;

/** The promise made for this parcel, before the estimate, before what the service usually takes. */
const estimatesOf = (result: FedexTrackResult): readonly Estimate[] => {
  const promised = result.estimatedDeliveryTimeWindow?.window;
  return present([
    estimateWindowOf(promised?.begins, promised?.ends),
    estimateOf(dateOfType(result, 'ESTIMATED_DELIVERY')),
    estimateOf(result.standardTransitTimeWindow?.window?.ends),
  ]);
};

const heldAtOf = ({ holdAtLocation }: FedexTrackResult): PickupPlace | undefined => {
  const { contact, address } = holdAtLocation?.locationContactAndAddress ?? {};
  const line1 = present(address?.streetLines ?? []).join(', ');
  const place = {
    ...definedFields({ name: contact?.companyName }),
    ...(line1 !== '' && { line1 }),
    ...definedFields({
      city: address?.city,
      region: address?.stateOrProvinceCode,
      postalCode: address?.postalCode,
      country: address?.countryCode,
    }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
};

/** Who took the parcel, and where: FedEx says so of a delivery only. */
const proofOf = ({ deliveryDetails }: FedexTrackResult): HandoverProof | undefined => {
  const { receivedByName: signedBy, locationDescription: place } = deliveryDetails ?? {};
  return filledFields({ signedBy, place });
};

/** A shipment of several pieces has a number of its own, and says how many they are. */
const piecesOf = (results: readonly FedexTrackResult[]) => {
  const counts = present(results.map(({ packageDetails }) => Number(packageDetails?.count ?? Number.NaN)));
  const pieces = counts.find((count) => Number.isInteger(count) && count > 1);
  const master = results
    .flatMap(({ additionalTrackingInfo }) => present(additionalTrackingInfo?.packageIdentifiers ?? []))
    .find(({ type }) => type === 'STANDARD_MPS' || type === 'MASTER_TRACKING_NUMBER');
  return { pieces, masterNumber: present(master?.values ?? [])[0] };
};

/**
 * Newest time that a track result knows of: its scans before its dates, for a ship date may lie ahead. What is dated
 * later than it was received does not say which shipment is the newer one.
 */
const newestTimeOf = (result: FedexTrackResult, recordedAt: Instant): Instant => {
  const scans = present(result.scanEvents).map(timeOf);
  const dates = present(result.dateAndTimes).map(({ dateTime }) => instantOf(dateTime));
  const newest = (times: readonly (Instant | undefined)[]) =>
    present(times)
      .filter((at) => at <= recordedAt)
      .toSorted()
      .at(-1);
  return newest(scans) ?? newest(dates) ?? '';
};

const uniqueIdOf = (result: FedexTrackResult): string => result.trackingNumberInfo?.trackingNumberUniqueId ?? '';

interface Parcel {
  readonly trackingNumber: string;
  /** Of one shipment. */
  readonly results: readonly FedexTrackResult[];
  /** Results of earlier shipments under the same number. */
  readonly older: readonly FedexTrackResult[];
}

/** FedEx reuses its numbers, and may return two shipments at once: the one with the newest event is meant. */
const parcelOf = (trackingNumber: string, results: readonly FedexTrackResult[], recordedAt: Instant): Parcel => {
  const newestFirst = results.toSorted(
    (a, b) =>
      newestTimeOf(b, recordedAt).localeCompare(newestTimeOf(a, recordedAt)) ||
      uniqueIdOf(b).localeCompare(uniqueIdOf(a)),
  );
  const meant = newestFirst[0] === undefined ? '' : uniqueIdOf(newestFirst[0]);
  return {
    trackingNumber,
    results: newestFirst.filter((result) => uniqueIdOf(result) === meant),
    older: newestFirst.filter((result) => uniqueIdOf(result) !== meant),
  };
};

const readParcel = (
  { trackingNumber, results, older }: Parcel,
  recordedAt: Instant,
): { readonly update: TrackingUpdate; readonly issues: readonly ParseIssue[] } => {
  const readings = results.map((result) => readResult(trackingNumber, result, recordedAt));
  const estimates = results.flatMap(estimatesOf);
  const estimatedDelivery = estimates.find((estimate) => isWithinReach(estimate, recordedAt));
  const facts = filledFields({
    heldAt: present(results.map(heldAtOf))[0],
    service: present(results.map(({ serviceDetail }) => serviceDetail?.description ?? serviceDetail?.type))[0],
    proof: present(results.map(proofOf))[0],
    ...piecesOf(results),
  });
  const reference = referenceOf(results);
  return {
    update: {
      trackingNumber,
      scans: arranged(readings.flatMap(({ scans }) => scans)),
      ...definedFields({ estimatedDelivery, facts, reference }),
    },
    issues: [
      ...readings.flatMap(({ issues }) => issues),
      ...estimates
        .filter((estimate) => !isWithinReach(estimate, recordedAt))
        .map((code): ParseIssue => ({ kind: 'far_estimate', trackingNumber, code })),
      ...older.map((result): ParseIssue => ({ kind: 'older_shipment', trackingNumber, code: uniqueIdOf(result) })),
    ],
  };
};

/**
 * FedEx's push and its Track response, in Wismo's words. Accepts any JSON value: a body that is not of the frame is a
 * refusal with its reasons, a malformed part inside is left out and reported as a parse issue.
 */
export const parseFedex = (payload: unknown, recordedAt: Instant): CarrierUpdate => {
  const frame = fedexPayload.safeParse(payload);
  if (!frame.success) return refusedFrame(frame.error);
  const byNumber = new Map<string, FedexTrackResult[]>();
  const issues: ParseIssue[] = [];
  for (const { trackingNumber: reportedNumber, trackResults } of frame.data.output.completeTrackResults) {
    if (present(trackResults).length === 0) issues.push({ kind: 'unreadable', code: 'track_results' });
    for (const result of present(trackResults)) {
      const number = normalizeTrackingNumber(reportedNumber ?? result.trackingNumberInfo?.trackingNumber ?? '');
      if (number === undefined) issues.push({ kind: 'unreadable', code: 'tracking_number' });
      else byNumber.set(number, [...(byNumber.get(number) ?? []), result]);
    }
  }
  const parcels = [...byNumber].map(([number, results]) =>
    readParcel(parcelOf(number, results, recordedAt), recordedAt),
  );
  return {
    ok: true,
    parcels: parcels.map(({ update }) => update),
    issues: [...issues, ...parcels.flatMap((parcel) => parcel.issues)],
  };
};
