/**
 * Why SQS did not take a message: `invalid` is the message's own fault, `refused` the queue's (access, key, address),
 * which a person must mend, `unavailable` passes by itself.
 */
export type FailureKind = 'invalid' | 'refused' | 'unavailable';

const THROTTLED = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i;
const REFUSED =
  /AccessDenied|NonExistentQueue|QueueDoesNotExist|QueueDeletedRecently|(?:^|\.)Kms|InvalidAddress|InvalidSecurity|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|ExpiredToken|MissingAuthenticationToken|OptInRequired|OverLimit|CredentialsProvider|TokenProvider/i;

/** The failure of one entry of a batch, by the code that SQS gives it. */
export const failureKindOfEntry = (code: string | undefined, isSenderFault: boolean | undefined): FailureKind => {
  if (code !== undefined && THROTTLED.test(code)) return 'unavailable';
  if (code !== undefined && REFUSED.test(code)) return 'refused';
  return isSenderFault === true ? 'invalid' : 'unavailable';
};

interface SdkFailure {
  readonly name?: string;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** The failure of a whole call, as the SDK threw it. */
export const failureKindOfCall = (thrown: unknown): FailureKind => {
  const { name = '', Code = '', $metadata } = (thrown ?? {}) as SdkFailure;
  const names = `${name} ${Code}`;
  if (THROTTLED.test(names)) return 'unavailable';
  if ([name, Code].some((each) => REFUSED.test(each))) return 'refused';
  const status = $metadata?.httpStatusCode;
  if (status === undefined || status >= 500 || status === 429) return 'unavailable';
  return status === 401 || status === 403 ? 'refused' : 'invalid';
};
