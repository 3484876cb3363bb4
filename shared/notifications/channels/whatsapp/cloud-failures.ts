/**
 * What the Cloud API's refusals mean: whose fault each is. Codes as in
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes; 131026, 131030 and 131056
 * were seen in replies, the others are remembered.
 */
import * as z from 'zod';
import { refusedAddress, type SendOutcome } from '../../channel.ts';
import { type HttpReply, KEY_REFUSED, outcomeByStatus, retryAfterOf } from '../../providers/http.ts';
import { GONE_CODES } from './whatsapp_cloud/gone-codes.ts';

const errorShape = z.object({ error: z.object({ code: z.int().nonnegative() }) });

/** Whoever is at that number is not reached, or not by this message: another try changes nothing. */
const OF_THE_ADDRESS: Readonly<Record<number, string>> = {
  130472: 'InExperiment',
  131021: 'AddressInvalid',
  131026: 'AddressUnreachable',
  131047: 'OutsideWindow',
  131049: 'NotNow',
  131050: 'OptedOut',
};

/** Seconds to wait, where the reply says none. */
const OF_THE_MOMENT: Readonly<Record<number, { readonly error: string; readonly seconds: number }>> = {
  4: { error: 'RateExceeded', seconds: 60 },
  80007: { error: 'RateExceeded', seconds: 60 },
  130429: { error: 'RateExceeded', seconds: 10 },
  // Of one sender to one number: one in six seconds.
  131056: { error: 'PairRateExceeded', seconds: 6 },
};
const NOT_TAKEN: Readonly<Record<number, string>> = {
  2: 'ServiceUnavailable',
  131016: 'ServiceUnavailable',
  131057: 'InMaintenance',
  133004: 'ServiceUnavailable',
};
const MAY_BE_TAKEN: Readonly<Record<number, string>> = { 1: 'ApiUnknown', 131000: 'SomethingWentWrong' };

/** Everything else is the sender's: the account, its number, its payment, a template that is not approved or paused. */
const OF_THE_SENDER: Readonly<Record<number, string>> = {
  10: 'NotPermitted',
  368: 'PolicyViolation',
  131005: 'NotPermitted',
  131030: 'Sandbox',
  131031: 'AccountLocked',
  131042: 'PaymentMissing',
  131048: 'SpamLimit',
  132000: 'TemplateParameters',
  132001: 'TemplateAbsent',
  132012: 'TemplateParameters',
  132015: 'TemplatePaused',
  132016: 'TemplateDisabled',
  133010: 'NumberNotRegistered',
};
/** The access token: expired, withdrawn, or none. */
const KEY_CODES: ReadonlySet<number> = new Set([0, 190]);

const byCode = (code: number, reply: HttpReply, to: string): SendOutcome => {
  const error = OF_THE_ADDRESS[code];
  if (error !== undefined) return refusedAddress(to, error, GONE_CODES[code]);
  const moment = OF_THE_MOMENT[code];
  if (moment !== undefined) {
    const retryAfterSeconds = reply.header('retry-after') === undefined ? moment.seconds : retryAfterOf(reply);
    return { outcome: 'throttled', error: moment.error, retryAfterSeconds };
  }
  const notTaken = NOT_TAKEN[code];
  if (notTaken !== undefined) return { outcome: 'unavailable', error: notTaken };
  const open = MAY_BE_TAKEN[code];
  if (open !== undefined) return { outcome: 'unknown', error: open };
  if (KEY_CODES.has(code)) return { outcome: 'blocked', error: KEY_REFUSED };
  return { outcome: 'blocked', error: OF_THE_SENDER[code] ?? `WhatsApp${code}` };
};

/** What a refusal means for the message to that number. */
export const outcomeOfRefusal = (reply: HttpReply, to: string): SendOutcome => {
  const code = errorShape.safeParse(reply.json).data?.error.code;
  return code === undefined || reply.status < 300 ? outcomeByStatus(reply) : byCode(code, reply, to);
};
