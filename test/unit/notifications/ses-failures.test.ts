import { describe, expect, it } from 'vitest';
import { outcomeOfFailure } from '../../../shared/notifications/channels/email/ses-failures.ts';

const SENDER = 'orders@shop.example';

const outcome = (name: string, status: number | undefined, message = '', more: object = {}) =>
  outcomeOfFailure(
    { name, message, ...more, ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }) },
    SENDER,
  );

describe('the sender’s faults', () => {
  it.each([
    [
      'an identity that is not verified',
      'MessageRejected',
      400,
      `Email address is not verified. The following identities failed the check in region EU-WEST-1: ${SENDER}`,
      'IdentityNotVerified',
    ],
    [
      'the sandbox, which names the addressee',
      'MessageRejected',
      400,
      'Email address is not verified. The following identities failed the check in region EU-WEST-1: ana@example.com',
      'IdentityNotVerified',
    ],
    [
      'a display name in the refused identity',
      'MessageRejected',
      400,
      'Email address is not verified. The following identities failed the check in region US-EAST-1: Shop <orders@shop.example>, Invalid Domain <x@y.example>',
      'IdentityNotVerified',
    ],
    ['paused sending', 'SendingPausedException', 400, '', 'SendingPausedException'],
    ['paused sending of the account', 'AccountSendingPausedException', 400, '', 'AccountSendingPausedException'],
    [
      'paused sending, in words',
      'MessageRejected',
      400,
      'Sending paused for this account. For more information, see the inbox.',
      'SendingPaused',
    ],
    ['a suspended account, in words', 'MessageRejected', 400, 'Sending suspended for this account.', 'SendingPaused'],
    ['a suspended account', 'AccountSuspendedException', 400, '', 'AccountSuspendedException'],
    [
      'a paused configuration set',
      'ConfigurationSetSendingPausedException',
      400,
      '',
      'ConfigurationSetSendingPausedException',
    ],
    [
      'a configuration set that is gone',
      'NotFoundException',
      404,
      'Configuration set <emails> does not exist.',
      'NotFoundException',
    ],
    ['the same by its older name', 'ConfigurationSetDoesNotExist', 400, '', 'ConfigurationSetDoesNotExist'],
    [
      'the same in words',
      'BadRequestException',
      400,
      'Configuration set <emails> does not exist.',
      'ConfigurationSetDoesNotExist',
    ],
    ['a MAIL FROM domain', 'MailFromDomainNotVerifiedException', 400, '', 'MailFromDomainNotVerifiedException'],
    [
      'missing rights',
      'AccessDeniedException',
      403,
      "User `arn:aws:sts::1:x' is not authorized to perform `ses:SendEmail'",
      'AccessDeniedException',
    ],
    [
      'a wrong key',
      'UnrecognizedClientException',
      403,
      'The security token included in the request is invalid.',
      'UnrecognizedClientException',
    ],
    ['a wrong secret', 'SignatureDoesNotMatch', 403, '', 'SignatureDoesNotMatch'],
    ['an unknown key', 'InvalidClientTokenId', 403, '', 'InvalidClientTokenId'],
    [
      'no key at all',
      'CredentialsProviderError',
      undefined,
      'Could not load credentials from any providers',
      'CredentialsProviderError',
    ],
    [
      'a sender’s address that is malformed',
      'BadRequestException',
      400,
      `Illegal address: ${SENDER}`,
      'SenderAddressRefused',
    ],
    ['words that nobody has met', 'MessageRejected', 400, 'The moon is not full.', 'MessageRejected'],
    ['a refusal without words', 'BadRequestException', 400, '', 'BadRequestException'],
  ] as const)('%s: nothing is lost', (_what, name, status, message, error) => {
    expect(outcome(name, status, message)).toEqual({ outcome: 'blocked', error });
  });
});

describe('the addressee’s and the message’s own faults', () => {
  it.each([
    ['BadRequestException', "Missing final '@domain'", 'AddressInvalid'],
    ['BadRequestException', 'Local address contains control or whitespace', 'AddressInvalid'],
    ['BadRequestException', 'Domain contains illegal character', 'AddressInvalid'],
    ['BadRequestException', 'Domain starts with dot', 'AddressInvalid'],
    ['BadRequestException', "Invalid domain name: 'account-suspended.example'.", 'AddressInvalid'],
    ['BadRequestException', "User name is missing: '@not-verified.example'.", 'AddressInvalid'],
    ['InvalidParameterValue', 'Illegal address', 'AddressInvalid'],
    ['MessageRejected', 'Address blacklisted.', 'AddressSuppressed'],
    ['MessageRejected', 'The recipient is on the suppression list: ana@sending-paused.example', 'AddressSuppressed'],
    ['MessageRejected', 'The message contains a virus.', 'MessageRefused'],
    ['BadRequestException', 'Message length is more than 10485760 bytes long', 'MessageRefused'],
  ] as const)('%s, %s: that message alone', (name, message, error) => {
    expect(outcome(name, 400, message)).toEqual({ outcome: 'refused', error });
  });
});

describe('what passes by itself', () => {
  it.each([
    ['TooManyRequestsException', 429, 'Maximum sending rate exceeded.', 'TooManyRequestsException', 10],
    ['ThrottlingException', 400, 'Maximum sending rate exceeded', 'ThrottlingException', 10],
    ['LimitExceededException', 400, '', 'LimitExceededException', 10],
    ['TooManyRequestsException', 429, 'Daily message quota exceeded.', 'DailyQuotaExceeded', 600],
    ['ThrottlingException', 400, 'Daily message quota exceeded', 'DailyQuotaExceeded', 600],
    ['LimitExceededException', 400, 'Daily message quota exceeded', 'DailyQuotaExceeded', 600],
  ] as const)('%s %s, %s: waits for room', (name, status, message, error, retryAfterSeconds) => {
    expect(outcome(name, status, message)).toEqual({ outcome: 'throttled', error, retryAfterSeconds });
  });

  it.each([
    ['InternalServiceErrorException', 500, {}],
    ['ServiceUnavailable', 503, {}],
    ['ExpiredTokenException', 403, {}],
    ['Error', undefined, { code: 'ECONNREFUSED' }],
    ['Error', undefined, { code: 'ENOTFOUND' }],
    ['Error', undefined, { code: 'CERT_HAS_EXPIRED' }],
    ['TimeoutError', undefined, { message: 'Socket timed out without establishing a connection within 2000 ms' }],
  ] as const)('%s %s %o: was certainly not taken', (name, status, more) => {
    expect(outcome(name, status, '', more).outcome).toBe('unavailable');
  });

  it.each([
    ['Error', { code: 'ECONNRESET' }],
    ['TimeoutError', {}],
    ['SyntaxError', { $metadata: { httpStatusCode: 200 } }],
  ] as const)('%s %o: may have been taken', (name, more) => {
    expect(outcome(name, undefined, '', more).outcome).toBe('unknown');
  });
});

it('no outcome quotes an address', () => {
  const message = 'Email address is not verified: ana@example.com';
  expect(JSON.stringify(outcome('MessageRejected', 400, message))).not.toContain('@');
});
