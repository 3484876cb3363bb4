import type { SendOutcome } from '../../channel.ts';
import { isUnreached } from '../../providers/transport.ts';
import { isSoundSender, speaksOfSender } from './sender.ts';

/** What the SDK throws, as far as it is read here. */
export interface SdkFailure {
  readonly name?: string;
  readonly message?: string;
  /** Of the operating system, where nobody was reached; of the service in some protocols. */
  readonly code?: string;
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

type Verdict = Exclude<SendOutcome['outcome'], 'accepted'>;

interface Rule {
  readonly names?: RegExp;
  /** Of the error's text. */
  readonly says?: RegExp;
  readonly verdict: Verdict;
  readonly retryAfterSeconds?: number;
  /** Recorded in place of the error's name where that says too little. Texts quote addresses and are not recorded. */
  readonly error?: string;
}

/** The quota is that of the last 24 hours: there is room again bit by bit. */
const QUOTA_RETRY_SECONDS = 10 * 60;
const RATE_RETRY_SECONDS = 10;

/**
 * What SES's refusals mean; the first rule that fits. The account's, the sender's and the key's faults keep every
 * message from going out, so they never count against one of them. The addressee's and the message's own faults end
 * that message alone. Names and texts:
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_BulkEmailEntryResult.html
 * https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-error-messages.html
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 */
const RULES: readonly Rule[] = [
  {
    says: /daily (?:message|sending|email) quota|sending quota (?:exceeded|reached)/i,
    verdict: 'throttled',
    retryAfterSeconds: QUOTA_RETRY_SECONDS,
    error: 'DailyQuotaExceeded',
  },
  {
    names: /^(?:AccountSuspended|(?:Account|ConfigurationSet|Tenant)?SendingPaused)/,
    verdict: 'blocked',
  },
  {
    says: /(?:account|sending|configuration set|tenant)\b.{0,80}\b(?:suspended|paused|shut ?down|disabled|under review|terminated|deactivated|blocked|black.?listed|on hold|probation)/i,
    verdict: 'blocked',
    error: 'SendingPaused',
  },
  { names: /^(?:MailFromDomainNotVerified|FromEmailAddressNotVerified|IdentityNotVerified)/, verdict: 'blocked' },
  // In the sandbox the addressee's address has to be verified as well: that too is for the sender to mend.
  {
    says: /not (?:been )?verified|unverified|identities failed the check|mail.?from domain/i,
    verdict: 'blocked',
    error: 'IdentityNotVerified',
  },
  { says: /sandbox|production access/i, verdict: 'blocked', error: 'Sandbox' },
  { names: /^(?:ConfigurationSetDoesNotExist|NotFound|TenantNotFound|InvalidSendingPool)/, verdict: 'blocked' },
  {
    says: /configuration set.{0,200}(?:not exist|not found|invalid)|sending pool|dedicated ip pool/i,
    verdict: 'blocked',
    error: 'ConfigurationSetDoesNotExist',
  },
  {
    names:
      /^(?:AccessDenied|NotAuthorized|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|MissingAuthenticationToken|AuthFailure|OptInRequired|InvalidAccessKeyId|CredentialsProviderError|TokenProviderError)/,
    verdict: 'blocked',
  },
  {
    says: /not authorized|access denied|security token|credentials|request signature|region is missing|api key/i,
    verdict: 'blocked',
    error: 'AccessDenied',
  },
  {
    names: /^(?:TooManyRequests|Throttl|RequestThrottled|SlowDown|LimitExceeded|RequestLimitExceeded)/,
    verdict: 'throttled',
    retryAfterSeconds: RATE_RETRY_SECONDS,
  },
  { says: /maximum sending rate|rate exceeded/i, verdict: 'throttled', retryAfterSeconds: RATE_RETRY_SECONDS },
  {
    names:
      /^(?:ServiceUnavailable|InternalS|InternalFailure|ConcurrentModification|RequestTimeTooSkewed|RequestExpired|ExpiredToken)/,
    verdict: 'unavailable',
  },
  { says: /blacklist|suppression list|suppressed/i, verdict: 'refused', error: 'AddressSuppressed' },
  {
    says: /(?:illegal|empty) (?:e-?mail )?address|missing (?:final|domain|local)|local (?:address|part|name)|domain (?:contains|starts|ends|name|literal)|invalid domain|user ?name is missing|illegal (?:whitespace|semicolon|group)|(?:invalid|malformed) (?:e-?mail |to |destination |recipient )?address|address (?:is )?(?:invalid|malformed|too long|not valid)/i,
    verdict: 'refused',
    error: 'AddressInvalid',
  },
  { names: /^(?:MessageTooLong|RequestEntityTooLarge)/, verdict: 'refused', error: 'MessageRefused' },
  {
    says: /\bvirus\b|malware|message length|message size|message is too|too large/i,
    verdict: 'refused',
    error: 'MessageRefused',
  },
];

/** A quote begins where no word goes on; an apostrophe within one ends nothing. Backquotes may be closed by a quote. */
const QUOTED =
  /(?<![\p{L}\p{N}])['‘’](?:[^'‘’]|(?<=[\p{L}\p{N}])['’](?=[\p{L}\p{N}]))*['’](?![\p{L}\p{N}])|["“][^"”]*["”]|<[^>]*>|`[^`']*[`']/gu;
const ADDRESS = /[^\s<>'":,;]+@[^\s<>'":,;]+/g;

/** What SES quotes is somebody's address or name: it may read like anything. Quotes pair from left to right. */
const withoutQuotes = (text: string): string => text.replaceAll(QUOTED, ' ').replaceAll(ADDRESS, ' ');

const fits = ({ names, says }: Rule, failure: SdkFailure, text: string): boolean =>
  (names === undefined || [failure.name, failure.Code, failure.code].some((name) => names.test(name ?? ''))) &&
  (says === undefined || says.test(text));

/** No rule knows it: by what its status says of how far the request got. */
const byStatus = ({ $metadata }: SdkFailure): Verdict => {
  const status = $metadata?.httpStatusCode;
  if (status === undefined || status < 400) return 'unknown';
  if (status >= 500) return 'unavailable';
  // A refusal in words that nobody has met before: a message that waits for a person is better than one that is lost.
  return 'blocked';
};

/** Names of addresses' faults are the same for both sides: it is the addressee's where the sender's can be ruled out. */
const ruleOf = (failure: SdkFailure, from: string): Rule => {
  const said = failure.message ?? '';
  const text = withoutQuotes(said);
  const rule = RULES.find((each) => fits(each, failure, text)) ?? { verdict: byStatus(failure) };
  const isSenders = rule.verdict === 'refused' && (!isSoundSender(from) || speaksOfSender(said, text, from));
  return isSenders ? { verdict: 'blocked', error: 'SenderAddressRefused' } : rule;
};

/**
 * What a failed call to SES means for the message, and for the others.
 *
 * @param from `Wismo <orders@example.com>`, as it was sent
 */
export const outcomeOfFailure = (failure: SdkFailure, from: string): SendOutcome => {
  const name = failure.name ?? 'Error';
  const hasStatus = failure.$metadata?.httpStatusCode !== undefined;
  if (!hasStatus && isUnreached(failure)) return { outcome: 'unavailable', error: failure.code ?? name };
  const { verdict, error = name, retryAfterSeconds = RATE_RETRY_SECONDS } = ruleOf(failure, from);
  return verdict === 'throttled' ? { outcome: verdict, error, retryAfterSeconds } : { outcome: verdict, error };
};
