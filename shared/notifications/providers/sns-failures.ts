/** What Amazon SNS's refusals mean. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html#API_Publish_Errors */
import { refusedAddress, type SendOutcome } from '../channel.ts';
import { isUnreached, type TransportFailure } from './transport.ts';

export interface SnsFailure extends TransportFailure {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const RATE_RETRY_SECONDS = 10;

/** Names of errors, with and without `Exception` at the end. */
const OPTED_OUT = /^OptedOut/;
const DISABLED = /^EndpointDisabled/;
const ABSENT = /^NotFound/;
const INVALID = /^(?:InvalidParameter|ParameterValueInvalid|ValidationError)/;
const THROTTLED = /^(?:Throttl|TooManyRequests|RequestLimitExceeded|FilterPolicyLimitExceeded)/;
const EXPIRED = /^(?:RequestExpired|ExpiredToken|ServiceUnavailable)/;
/** In the words of `InvalidParameter`, which says of what parameter. */
const OF_THE_ADDRESS = /\bPhoneNumber\b|\bToken\b/;

const refusalOf = (name: string, { message = '', $metadata }: SnsFailure, address: string): SendOutcome => {
  if (OPTED_OUT.test(name)) return refusedAddress(address, 'OptedOut', 'opted_out');
  if (DISABLED.test(name)) return refusedAddress(address, 'Unregistered', 'unregistered');
  if (ABSENT.test(name) && /\bendpoint\b/i.test(message)) return { outcome: 'unavailable', error: 'EndpointAbsent' };
  if (INVALID.test(name) && OF_THE_ADDRESS.test(message)) return { outcome: 'refused', error: 'AddressInvalid' };
  if (THROTTLED.test(name)) return { outcome: 'throttled', error: name, retryAfterSeconds: RATE_RETRY_SECONDS };
  if (EXPIRED.test(name)) return { outcome: 'unavailable', error: name };
  const status = $metadata?.httpStatusCode;
  // Access, credentials, sandbox, a disabled application, and what nobody has met before.
  return { outcome: status !== undefined && status >= 400 && status < 500 ? 'blocked' : 'unknown', error: name };
};

/**
 * What a failed call means for the message to that address.
 *
 * @param failure What the SDK threw
 */
export const outcomeOfSnsFailure = (failure: SnsFailure, address: string): SendOutcome => {
  const { name = 'Error', code, $metadata } = failure;
  if ($metadata?.httpStatusCode === undefined && isUnreached(failure))
    return { outcome: 'unavailable', error: code ?? name };
  return refusalOf(name, failure, address);
};
