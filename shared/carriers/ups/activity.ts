import type { Instant } from '../../calendar/instant.ts';
import { filledFields } from '../../defined-fields.ts';
import type { ScanLocation } from '../../orders/model/order.ts';
import { instantOf } from '../instant.ts';
import { reasonOfText } from '../reason-of-text.ts';
import { readScan, type ScanReading } from '../scan-list.ts';
import { type CodeMeaning, milestoneOf } from '../status-code.ts';
import type { UpsActivity, UpsAddress } from './schema.ts';
import { READS_REASON, UPS_ACTIVITY_CODES, UPS_CODES, UPS_TYPES } from './status-map.ts';

export const UPS = 'ups';

/** `undefined` for an address without a part. */
export const placeOf = (address: UpsAddress): ScanLocation | undefined =>
  filledFields({
    city: address?.city,
    region: address?.stateProvince,
    postalCode: address?.postalCode,
    country: address?.countryCode ?? address?.country,
  });

/** `74700` is 07:47:00; some replies write `07:47:00`. */
const clockOf = (time: string | undefined): string => (time ?? '').replace(/\D/g, '').padStart(6, '0').slice(0, 6);

/** UPS writes days and times as digits. GMT where it gives that, else local time: by its offset, or by the place's clocks. */
export const timeOf = (activity: UpsActivity): Instant | undefined => {
  const { gmtDate, gmtTime, gmtOffset = '', date, time, location } = activity;
  const inGmt = gmtTime === undefined ? undefined : instantOf(`${gmtDate}T${clockOf(gmtTime)}Z`);
  const local = `${date}T${clockOf(time)}`;
  // An alert writes the offset as `-05.00`.
  return inGmt ?? instantOf(`${local}${gmtOffset.replace('.', ':')}`, placeOf(location?.address));
};

const padded = (code: string | undefined): string | undefined =>
  code !== undefined && /^\d{1,3}$/.test(code) ? code.padStart(3, '0') : code;

interface Code {
  readonly rawCode: string;
  readonly meaning: CodeMeaning | undefined;
}

/** The code of three digits before the letters, and both before the type, which calls a return "delivered". */
const codeOf = ({ status }: UpsActivity): Code => {
  const statusCode = padded(status?.statusCode);
  const letters = status?.code?.toUpperCase();
  const type = status?.type?.toUpperCase() ?? '';
  const returned = letters === undefined ? undefined : UPS_ACTIVITY_CODES.get(letters);
  if (statusCode !== undefined) return { rawCode: statusCode, meaning: returned ?? UPS_CODES.get(statusCode) };
  return { rawCode: letters ?? type, meaning: returned ?? UPS_TYPES.get(type) };
};

const reasonOf = (meaning: CodeMeaning | undefined, description: string | undefined) =>
  meaning?.reason ??
  (meaning !== undefined && READS_REASON.has(meaning.milestone) ? reasonOfText(description) : undefined);

/** One activity as a scan, or what is wrong with it. */
export const readActivity = (trackingNumber: string, activity: UpsActivity, recordedAt: Instant): ScanReading => {
  const { rawCode, meaning } = codeOf(activity);
  const description = activity.status?.description;
  const read = {
    carrier: UPS,
    trackingNumber,
    occurredAt: timeOf(activity),
    rawCode,
    milestone: milestoneOf(meaning),
    reason: reasonOf(meaning, description),
    location: placeOf(activity.location?.address),
    texts: [description],
    recordedAt,
  };
  return readScan(read, meaning !== undefined);
};
