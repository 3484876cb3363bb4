import { DEFAULT_LOCALE } from '../../../../shared/contract/language-of.ts';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { contactDigests } from '../../../../shared/notifications/contacts/contact-digest.ts';
import type { PhoneCode } from '../../../../shared/notifications/contacts/phone-code.ts';
import { takePhoneCode, takePhoneCodeTry } from '../../../../shared/notifications/contacts/phone-code-limits.ts';
import { type MobileNumber, mobileNumberOf } from '../../../../shared/notifications/contacts/phone-number.ts';
import {
  newPhoneCode,
  type VerifyPhoneDependencies,
  verifyPhone as verify,
} from '../../../../shared/notifications/contacts/verify-phone.ts';
import type { OrderStore } from '../../../../shared/orders/use-cases/order-store.ts';
import type { RateLimitStore, RateVerdict } from '../../../../shared/security/rate-limit-store.ts';
import type { ViewerAddresses } from '../../../composition/viewer-addresses.ts';
import { type ApiResponse, implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { settingsOwner } from '../settings-owner.ts';

export interface PhoneDependencies extends VerifyPhoneDependencies {
  readonly store: Pick<OrderStore, 'get'>;
  readonly rateLimits: RateLimitStore;
  readonly viewers: ViewerAddresses;
  /** Has the code sent. */
  readonly sendCode: (code: Pick<PhoneCode, 'ownerId' | 'codeId'>) => Promise<void>;
}

const NO_MOBILE = 'Must be the number of a mobile telephone, with its country code';
const WRONG_CODE = 'Is wrong, used or expired; request a new one after five tries';

const invalid = (path: string, message: string): ProblemError =>
  new ProblemError('VALIDATION_FAILED', undefined, { errors: [{ path, message }] });

const admit = (verdict: RateVerdict): void => {
  if (verdict.allowed) return;
  throw new ProblemError('RATE_LIMITED', undefined, { retryAfterSeconds: verdict.retryAfterSeconds });
};

const requestCode = async (
  ownerId: string,
  mobile: MobileNumber,
  address: string,
  deps: PhoneDependencies,
): Promise<ApiResponse> => {
  const [numberDigest] = contactDigests({ channel: 'phone', address: mobile.number }, await deps.digestKeys());
  admit(await takePhoneCode({ ownerId, mobile, numberDigest, address }, deps.rateLimits, deps.clock.now()));
  const { codeId, expiresAt } = await newPhoneCode(deps, ownerId, mobile.number);
  await deps.sendCode({ ownerId, codeId });
  return { status: 202, body: { expiresAt } };
};

/**
 * Sends a code to a number, or takes the one that was sent. Nothing is looked up by the number: for one that somebody
 * else has verified the same calls lead to the same response.
 */
export const verifyPhone = implement(NOTIFICATIONS_OPERATIONS.verifyPhone, async (request, deps: PhoneDependencies) => {
  const { body, caller } = request;
  const owner = await settingsOwner(caller, { sellerId: body.sellerId }, deps.store);
  // Support proves nobody else's telephone.
  if (owner.isForAnother) throw notFound('The settings');
  const { ownerId } = owner;
  const { preferences } = await deps.preferences.get(ownerId);
  const mobile = mobileNumberOf(body.phoneNumber, preferences?.language ?? DEFAULT_LOCALE);
  if (mobile === undefined) throw invalid('phoneNumber', NO_MOBILE);
  const address = await deps.viewers.of(request);
  if (body.code === undefined) return requestCode(ownerId, mobile, address, deps);
  admit(await takePhoneCodeTry(address, deps.rateLimits, deps.clock.now()));
  if (!(await verify(deps, owner, mobile.number, body.code))) throw invalid('code', WRONG_CODE);
  return ok({ phoneVerified: true });
});
