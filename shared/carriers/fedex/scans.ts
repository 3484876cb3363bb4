import type { Instant } from '../../calendar/instant.ts';
import { definedFields } from '../../defined-fields.ts';
import type { Scan, ScanLocation, ScanReason } from '../../orders/model/order.ts';
import type { Milestone } from '../../workflows/workflow.ts';
import type { ParseIssue } from '../carrier.ts';
import { instantOf } from '../instant.ts';
import { reasonOfText } from '../reason-of-text.ts';
import { arranged, codeOrWords, makeScan, type ScanReading } from '../scan-list.ts';
import { milestoneOf } from '../status-code.ts';
import { present } from '../wire-schema.ts';
import type { FedexScanEvent, FedexTrackResult } from './schema.ts';
import {
  ATTEMPT_REASONS,
  DATE_OF_CODE,
  FEDEX_CODES,
  NEEDS_REASON,
  REASON_OF_DELAY_TYPE,
  REASON_OF_EXCEPTION,
  RETURN_EXCEPTIONS,
  RETURN_TEXT,
} from './status-map.ts';

export const FEDEX = 'fedex';

/** What explains an exception: FedEx's code and text for it, and the kind of a delay. */
interface Explanation {
  readonly exceptionCode?: string | undefined;
  readonly exceptionText?: string | undefined;
  readonly delayType?: string | undefined;
}

const reasonOf = (code: string, explanation: Explanation): ScanReason | undefined => {
  const meaning = FEDEX_CODES.get(code);
  if (meaning === undefined || !NEEDS_REASON.has(meaning.milestone)) return undefined;
  const { exceptionCode = '', exceptionText, delayType = '' } = explanation;
  const mapped = meaning.reason ?? REASON_OF_EXCEPTION.get(exceptionCode.toUpperCase());
  if (mapped !== undefined) return mapped;
  const byDelay = REASON_OF_DELAY_TYPE.get(delayType.toUpperCase());
  const isExplained = exceptionCode !== '' || exceptionText !== undefined;
  return reasonOfText(exceptionText) ?? byDelay ?? (isExplained ? 'other' : undefined);
};

const isReturn = ({ exceptionCode = '', exceptionText = '' }: Explanation): boolean =>
  RETURN_EXCEPTIONS.has(exceptionCode.toUpperCase()) || RETURN_TEXT.test(exceptionText);

const explainedMilestone = (code: string, reason: ScanReason | undefined, explanation: Explanation): Milestone => {
  const milestone = milestoneOf(FEDEX_CODES.get(code));
  if (milestone !== 'delivery_attempted') return milestone;
  if (isReturn(explanation)) return 'returning';
  return reason === undefined || ATTEMPT_REASONS.has(reason) ? 'delivery_attempted' : 'exception';
};

const locationOf = (location: FedexScanEvent['scanLocation']): ScanLocation | undefined => {
  const place = {
    ...definedFields({
      city: location?.city,
      region: location?.stateOrProvinceCode,
      postalCode: location?.postalCode,
      country: location?.countryCode,
    }),
  };
  return Object.keys(place).length === 0 ? undefined : place;
};

interface Sighting extends Explanation {
  readonly rawCode: string;
  readonly occurredAt: Instant;
  readonly text?: string | undefined;
  readonly location?: FedexScanEvent['scanLocation'];
}

const scanOf = (trackingNumber: string, sighting: Sighting, recordedAt: Instant): Scan => {
  const { rawCode, occurredAt, text, exceptionText } = sighting;
  const code = rawCode.toUpperCase();
  const reason = reasonOf(code, sighting);
  const milestone = explainedMilestone(code, reason, sighting);
  const location = locationOf(sighting.location);
  return makeScan({
    carrier: FEDEX,
    trackingNumber,
    occurredAt,
    rawCode,
    milestone,
    reason,
    location,
    texts: [text, exceptionText],
    recordedAt,
  });
};

/** The status's own explanation; it belongs to the newest scan, whose own is often empty. */
const statusExplanation = ({ latestStatusDetail }: FedexTrackResult): Explanation => {
  const ancillary = latestStatusDetail?.ancillaryDetails.find((detail) => detail?.reason !== undefined);
  return {
    exceptionCode: ancillary?.reason,
    exceptionText: ancillary?.reasonDescription ?? ancillary?.actionDescription,
    delayType: latestStatusDetail?.delayDetail?.type,
  };
};

const explanationOf = (event: FedexScanEvent, status: Explanation | undefined): Explanation => ({
  exceptionCode: event.exceptionCode ?? status?.exceptionCode,
  exceptionText: event.exceptionDescription ?? (event.exceptionCode === undefined ? status?.exceptionText : undefined),
  delayType: status?.delayType,
});

/** A scan without a zone is dated by the clocks where it was made. */
export const timeOf = ({ date, scanLocation }: FedexScanEvent): Instant | undefined =>
  instantOf(date, locationOf(scanLocation));

const newestTime = (events: readonly FedexScanEvent[]): Instant | undefined =>
  present(events.map(timeOf)).toSorted().at(-1);

const codeOf = ({ eventType, eventDescription }: FedexScanEvent): string | undefined =>
  codeOrWords(eventType, [eventDescription]);

/** Each scan by its own `eventType`. `derivedStatusCode` is never looked at: it calls a return "delivered". */
const sightingsOf = (result: FedexTrackResult): readonly Sighting[] => {
  const events = present(result.scanEvents);
  const newest = newestTime(events);
  const latestCode = result.latestStatusDetail?.code?.toUpperCase();
  const status = statusExplanation(result);
  /** The newest scan is what the status is about when both say so, or when a return is reported as an exception. */
  const isExplainedByStatus = (event: FedexScanEvent): boolean =>
    timeOf(event) === newest &&
    (event.eventType?.toUpperCase() === latestCode ||
      milestoneOf(FEDEX_CODES.get(latestCode ?? '')) === 'delivery_attempted');
  return events.flatMap((event) => {
    const occurredAt = timeOf(event);
    const rawCode = codeOf(event);
    if (occurredAt === undefined || rawCode === undefined) return [];
    return [
      {
        rawCode,
        occurredAt,
        text: event.eventDescription,
        location: event.scanLocation,
        ...explanationOf(event, isExplainedByStatus(event) ? status : undefined),
      },
    ];
  });
};

/** A status that came ahead of its scan, where one of its dates says when it was. The scan will have the same id. */
const statusAheadOfScans = (result: FedexTrackResult, sightings: readonly Sighting[]): readonly Sighting[] => {
  const { latestStatusDetail, dateAndTimes } = result;
  const rawCode = latestStatusDetail?.code;
  if (rawCode === undefined || sightings.some((sighting) => sighting.rawCode === rawCode)) return [];
  const dateType = DATE_OF_CODE.get(rawCode.toUpperCase());
  const occurredAt = instantOf(
    present(dateAndTimes).find(({ type }) => type !== undefined && type === dateType)?.dateTime,
    locationOf(latestStatusDetail?.scanLocation),
  );
  if (occurredAt === undefined || sightings.some((sighting) => sighting.occurredAt > occurredAt)) return [];
  return [
    {
      rawCode,
      occurredAt,
      text: latestStatusDetail?.description,
      location: latestStatusDetail?.scanLocation,
      ...statusExplanation(result),
    },
  ];
};

const issuesOf = (trackingNumber: string, result: FedexTrackResult, scans: readonly Scan[]): readonly ParseIssue[] => [
  ...present(result.scanEvents)
    .filter((event) => timeOf(event) === undefined || codeOf(event) === undefined)
    .map((event): ParseIssue => ({ kind: 'dateless_scan', trackingNumber, code: codeOf(event) ?? '' })),
  ...Array.from(
    { length: result.unreadableScans ?? 0 },
    (): ParseIssue => ({ kind: 'unreadable', trackingNumber, code: 'scan_events' }),
  ),
  ...scans
    .filter((scan) => !FEDEX_CODES.has(scan.rawCode.toUpperCase()))
    .map((scan): ParseIssue => ({ kind: 'unknown_code', trackingNumber, code: scan.rawCode })),
  ...(result.error?.code === undefined
    ? []
    : [{ kind: 'not_found' as const, trackingNumber, code: result.error.code }]),
];

/** The scans of one track result, oldest first, and what could not be understood of it. */
export const readResult = (trackingNumber: string, result: FedexTrackResult, recordedAt: Instant): ScanReading => {
  const sightings = sightingsOf(result);
  const all = [...sightings, ...statusAheadOfScans(result, sightings)];
  const scans = arranged(all.map((sighting) => scanOf(trackingNumber, sighting, recordedAt)));
  return { scans, issues: issuesOf(trackingNumber, result, scans) };
};
