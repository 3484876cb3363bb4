import type { ScanReason } from '../../orders/model/order.ts';
import { type CodeMeaning, codes, type StatusMap } from '../status-code.ts';

/**
 * FedEx's tracking status codes, upper case, by FedEx's table; what each leads to is our reading of it. `IN` and `RL` occur
 * as derived codes only, `RT` and `MD` in older material.
 */
export const FEDEX_CODES: StatusMap = new Map([
  ...codes('label_created', 'OC OX EP IN MD'),
  ...codes('picked_up', 'PU PX AP OF'),
  ...codes('in_transit', 'IT IX DP DS EA EO LO OW PF PL PM TR CH SP'),
  // The end of customs.
  ...codes('in_transit', 'CC'),
  ...codes('arrived_at_facility', 'AA AC AF AR AX FD SF'),
  ...codes('customs', 'CP'),
  ...codes('out_for_delivery', 'OD ED AD'),
  ...codes('available_for_pickup', 'HL HP'),
  ...codes('delivered', 'DL'),
  ...codes('delivery_attempted', 'DE'),
  ...codes('delayed', 'DD DY PD RL'),
  ...codes('delayed', 'CD', 'customs_hold'),
  ...codes('exception', 'SE'),
  ...codes('returning', 'RS RT'),
  ...codes('cancelled', 'CA'),
  ...codes('notice', 'RR RM RC RP LP RG RD DR'),
  // Early, on time, and to be held somewhere: none of them says where the parcel is.
  ...codes('notice', 'AE AO HA'),
]);

/**
 * Exception codes; others are read by FedEx's own text. Ground writes three digits, some with a letter (`007`, `060G`);
 * Express writes two (`07`, `08`) and means other things by them.
 */
export const REASON_OF_EXCEPTION: ReadonlyMap<string, ScanReason> = new Map([
  ['007', 'recipient_unavailable'],
  ['08', 'recipient_unavailable'],
  ['07', 'refused'],
  ['03', 'address_problem'],
]);

/** A delivery exception with one of these is not an attempt: the parcel is on its way back. */
export const RETURN_EXCEPTIONS: ReadonlySet<string> = new Set(['060G']);
export const RETURN_TEXT = /\breturn(?:ing|ed)?\b.{0,20}\bto (?:the )?(?:shipper|sender)\b/i;

/** `delayDetail.type` of the newest status. */
export const REASON_OF_DELAY_TYPE: ReadonlyMap<string, ScanReason> = new Map([
  ['WEATHER', 'weather'],
  ['CLEARANCE', 'customs_hold'],
  ['OPERATIONAL', 'carrier_delay'],
  ['LOCAL', 'carrier_delay'],
  ['GENERAL', 'carrier_delay'],
]);

/** Codes of these meanings call for a reason. */
export const NEEDS_REASON: ReadonlySet<CodeMeaning['milestone']> = new Set<CodeMeaning['milestone']>([
  'delivery_attempted',
  'exception',
  'delayed',
  'returning',
]);

/**
 * `DE` says that a delivery did not happen. With one of these reasons, or none, somebody stood at the door; with
 * another (weather, damage, …) nobody did, and it counts as no attempt.
 */
export const ATTEMPT_REASONS: ReadonlySet<ScanReason> = new Set<ScanReason>([
  'recipient_unavailable',
  'refused',
  'address_problem',
]);

/** Which of `dateAndTimes` dates a status that came without its scan. */
export const DATE_OF_CODE: ReadonlyMap<string, string> = new Map([
  ['DL', 'ACTUAL_DELIVERY'],
  ['PU', 'ACTUAL_PICKUP'],
  ['DE', 'ATTEMPTED_DELIVERY'],
  ['OC', 'SHIPMENT_DATA_RECEIVED'],
]);
