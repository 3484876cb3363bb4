/** Every name and every text of SES that is known, for names may come without texts and texts under other names. */
import { describe, expect, it } from 'vitest';
import { outcomeOfFailure } from '../../../shared/notifications/channels/email/ses-failures.ts';

const SENDER = 'orders@shop.example';
const named = (name: string) => outcomeOfFailure({ name, $metadata: { httpStatusCode: 400 } }, SENDER);
/** Status 200: what no rule knows is then `unknown`. */
const namedOnly = (name: string) => outcomeOfFailure({ name, $metadata: { httpStatusCode: 200 } }, SENDER).outcome;
const said = (message: string) =>
  outcomeOfFailure({ name: 'SomeException', message, $metadata: { httpStatusCode: 200 } }, SENDER);

describe('a name alone', () => {
  it.each([
    [
      'blocked',
      [
        'AccountSuspendedException',
        'SendingPausedException',
        'AccountSendingPausedException',
        'ConfigurationSetSendingPausedException',
        'MailFromDomainNotVerifiedException',
        'FromEmailAddressNotVerifiedException',
        'IdentityNotVerified',
        'ConfigurationSetDoesNotExist',
        'NotFoundException',
        'TenantNotFoundException',
        'InvalidSendingPoolException',
        'AccessDeniedException',
        'NotAuthorized',
        'UnrecognizedClientException',
        'InvalidClientTokenId',
        'SignatureDoesNotMatch',
        'InvalidSignatureException',
        'IncompleteSignature',
        'MissingAuthenticationToken',
        'AuthFailure',
        'OptInRequired',
        'InvalidAccessKeyId',
        'CredentialsProviderError',
        'TokenProviderError',
      ],
    ],
    [
      'throttled',
      [
        'TooManyRequestsException',
        'ThrottlingException',
        'RequestThrottled',
        'SlowDown',
        'LimitExceededException',
        'RequestLimitExceeded',
      ],
    ],
    [
      'unavailable',
      [
        'ServiceUnavailable',
        'InternalServiceErrorException',
        'InternalFailure',
        'ConcurrentModificationException',
        'RequestTimeTooSkewed',
        'RequestExpired',
        'ExpiredTokenException',
      ],
    ],
    ['refused', ['MessageTooLong', 'RequestEntityTooLarge']],
    ['unknown', ['MyAccountSuspended', 'NotThrottled', 'TheServiceUnavailable', 'NotMessageTooLong', 'Error']],
  ])('%s', (outcome, names) => {
    for (const name of names) expect(namedOnly(name), name).toBe(outcome);
  });

  it.each([
    ['the name', { name: 'ThrottlingException' }],
    ['the code', { name: 'Error', code: 'ThrottlingException' }],
    ['the code of older protocols', { name: 'Error', Code: 'ThrottlingException' }],
  ])('is looked for in %s', (_where, failure) => {
    expect(outcomeOfFailure({ ...failure, $metadata: { httpStatusCode: 400 } }, SENDER).outcome).toBe('throttled');
  });

  it('waits ten seconds where there is no room', () => {
    expect(named('SlowDown')).toEqual({ outcome: 'throttled', error: 'SlowDown', retryAfterSeconds: 10 });
  });
});

describe('a text alone', () => {
  it.each([
    [
      { outcome: 'throttled', error: 'DailyQuotaExceeded', retryAfterSeconds: 600 },
      [
        'Daily message quota exceeded.',
        'Daily sending quota exceeded',
        'You reached your daily email quota',
        'Sending quota exceeded',
        'The sending quota reached its end',
      ],
    ],
    [
      { outcome: 'blocked', error: 'SendingPaused' },
      [
        'Your account is suspended',
        'Sending is paused',
        'This account was shut down',
        'The account was shutdown',
        'The configuration set is disabled',
        'Your account is under review',
      ],
    ],
    [
      { outcome: 'blocked', error: 'IdentityNotVerified' },
      [
        'Email address is not verified.',
        'The following identities failed the check',
        'MAIL FROM domain',
        'mail-from domain',
      ],
    ],
    [{ outcome: 'blocked', error: 'Sandbox' }, ['You are in the sandbox', 'Ask for production access']],
    [
      { outcome: 'blocked', error: 'ConfigurationSetDoesNotExist' },
      [
        'Configuration set mail does not exist',
        'The configuration set was not found',
        'Configuration set name is invalid',
        'There is no such sending pool',
        'Dedicated IP pool missing',
      ],
    ],
    [
      { outcome: 'blocked', error: 'AccessDenied' },
      [
        'User is not authorized to perform ses:SendEmail',
        'The security token is invalid',
        'Could not load credentials',
        'The request signature we calculated does not match',
      ],
    ],
    [
      { outcome: 'throttled', error: 'SomeException', retryAfterSeconds: 10 },
      ['Maximum sending rate exceeded.', 'Rate exceeded'],
    ],
    [
      { outcome: 'refused', error: 'AddressSuppressed' },
      ['Address blacklisted.', 'It is on the suppression list', 'The address is suppressed'],
    ],
    [
      { outcome: 'refused', error: 'AddressInvalid' },
      [
        'Illegal address',
        "Missing final '@domain'",
        'Missing domain',
        'Local address is too long',
        'Local part contains spaces',
        'Domain contains illegal character',
        'Domain starts with dot',
        'Domain ends with dot',
        'Domain name is too long',
        'Invalid domain',
        'User name is missing',
        'Username is missing',
        'Invalid email address',
        'Malformed e-mail address',
        'Invalid destination address',
        'Malformed to address',
        'Invalid address',
        'The address is invalid',
        'Address malformed',
        'The address is too long',
      ],
    ],
    [
      { outcome: 'refused', error: 'MessageRefused' },
      [
        'It contains a virus',
        'Malware found',
        'Message length is too big',
        'Message size',
        'The message is too big',
        'Too large',
      ],
    ],
    [
      { outcome: 'unknown', error: 'SomeException' },
      ['The moon is not full.', 'Antiviruses', 'The accountant paused.', ''],
    ],
  ])('%j', (outcome, texts) => {
    for (const text of texts) {
      expect(said(text), text).toEqual(outcome);
      expect(said(text.toUpperCase()), text.toUpperCase()).toEqual(outcome);
    }
  });

  it('means what it says of the account near the word, not anywhere in a long text', () => {
    expect(said(`Account ${'x '.repeat(45)} paused`).outcome).toBe('unknown');
  });
});

describe('a failure that no rule knows', () => {
  it.each([
    [200, 'unknown'],
    [399, 'unknown'],
    [400, 'blocked'],
    [499, 'blocked'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('is, with status %i, %s', (httpStatusCode, outcome) => {
    expect(outcomeOfFailure({ name: 'Odd', $metadata: { httpStatusCode } }, SENDER)).toEqual({ outcome, error: 'Odd' });
  });

  it('may have been taken where there is no status, unless nobody was reached', () => {
    expect(outcomeOfFailure({}, SENDER)).toEqual({ outcome: 'unknown', error: 'Error' });
    for (const code of [
      'ECONNREFUSED',
      'ENOTFOUND',
      'EAI_AGAIN',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'CERT_HAS_EXPIRED',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      'SELF_SIGNED_CERT_IN_CHAIN',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
    ]) {
      expect(outcomeOfFailure({ name: 'Error', code }, SENDER)).toEqual({ outcome: 'unavailable', error: code });
    }
    expect(outcomeOfFailure({ name: 'Error', code: 'NOT_ENOTFOUND' }, SENDER).outcome).toBe('unknown');
    const timeout = { name: 'TimeoutError', message: 'timed out without establishing a connection' };
    expect(outcomeOfFailure(timeout, SENDER)).toEqual({ outcome: 'unavailable', error: 'TimeoutError' });
    const replied = { ...timeout, code: 'ECONNREFUSED', $metadata: { httpStatusCode: 400 } };
    expect(outcomeOfFailure(replied, SENDER).outcome).toBe('blocked');
  });
});

describe('what SES quotes', () => {
  it.each([
    "Illegal address 'sending paused' given",
    'Illegal address "account suspended" <ana@not-verified.example>',
    'Illegal address <sandbox> given',
    'Illegal address rate-exceeded@example.com',
  ])('is not read as what it says: %s', (message) => {
    expect(said(message)).toEqual({ outcome: 'refused', error: 'AddressInvalid' });
  });

  it('may be the sender’s own address, in any case', () => {
    expect(said('Illegal address: Orders@Shop.Example')).toEqual({ outcome: 'blocked', error: 'SenderAddressRefused' });
    expect(said(`Maximum sending rate exceeded for ${SENDER}`).outcome).toBe('throttled');
  });
});
