/** A fault of the sender's never ends a message: every mail would fail in the same way, and none would be sent again. */
import * as ses from '@aws-sdk/client-sesv2';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomeOfFailure } from '../../../shared/notifications/channels/email/ses-failures.ts';

const FROM = 'Wismo <orders@shop.example>';
const refusal = (message: string, from = FROM, name = 'BadRequestException') =>
  outcomeOfFailure({ name, message, $metadata: { httpStatusCode: 400 } }, from).outcome;

describe('what SES says', () => {
  it.each([
    "Missing final '@domain' for 'sending paused'",
    "Illegal address 'Account suspended, ana@example.com' given",
    "Illegal address 'o'brien is not verified' given",
    'Illegal address “not authorized to perform” given',
    'Illegal address `sandbox` given',
    "Illegal address `rate exceeded' given",
    'Illegal address <account paused> and "security token"',
  ])('in quotes is not what it means: %s', (message) => {
    expect(refusal(message)).toBe('refused');
  });

  it.each([
    "Illegal address 'ana' as sending is paused",
    "The customer's address 'x@y.example' is fine; the account's sending is paused",
    "User `arn:aws:sts::1:assumed-role/x' is not authorized to perform `ses:SendEmail' on resource `arn:aws:ses:eu-west-1:1:identity/shop.example'",
    "Missing final '@domain', and 'ana@example.com' is not verified",
  ])('outside of them is: %s', (message) => {
    expect(refusal(message, FROM, 'SomeException')).toBe('blocked');
  });

  it('is found whatever is quoted before and behind it', () => {
    const quoted = fc.tuple(
      fc.constantFrom("''", '""', '<>', '``'),
      fc.string({ unit: fc.constantFrom(..."ab @.'x") }),
    );
    fc.assert(
      fc.property(quoted, quoted, ([[open = '', close = ''], first], [[begin = '', end = ''], second]) => {
        const clean = (text: string): string => text.replaceAll("'", '');
        const message = `Refused ${open}${clean(first)}${close} sending is paused ${begin}${clean(second)}${end}.`;
        expect(refusal(message, FROM, 'SomeException')).toBe('blocked');
        const inside = `Illegal address ${open}${clean(first)} sending is paused ${clean(second)}${close} given`;
        expect(refusal(inside, FROM, 'SomeException')).toBe('refused');
      }),
    );
  });
});

const ADDRESS_FAULTS = [
  'Illegal address',
  "Missing final '@domain'",
  'Missing local name',
  'Empty address',
  'Local address contains control or whitespace',
  'Local address contains illegal character',
  'Local address contains dot-dot',
  'Local address starts with dot',
  'Domain contains control or whitespace',
  'Domain contains illegal character',
  'Domain contains dot-dot',
  'Domain ends with dot',
  'Illegal whitespace in address',
  'Illegal semicolon, not in group',
  'Invalid email address.',
  'Address blacklisted.',
];

describe('a fault that may be of either address', () => {
  it.each(ADDRESS_FAULTS)('is the addressee’s where ours is sound: %s', (message) => {
    for (const from of ['orders@shop.example', FROM, '"Wismo, Inc." <orders@shop.example>']) {
      expect(refusal(message, from), from).toBe('refused');
    }
  });

  it.each([
    'Wismo',
    'orders',
    'orders@',
    '@shop.example',
    'orders@shop',
    'orders@shop..example',
    '.orders@shop.example',
    'Wismo, Inc. <orders@shop.example>',
    'Wismo (Orders) <orders@shop.example>',
    'Café <orders@shop.example>',
    'Wismo <orders@shop.example',
    'Wismo <orders@münchen.example>',
    '',
  ])('is ours where ours is not: %s', (from) => {
    for (const message of ADDRESS_FAULTS) expect(refusal(message, from), message).toBe('blocked');
  });

  it.each([
    'Illegal address: orders@shop.example',
    'Illegal address: Wismo <Orders@Shop.Example>',
    "Invalid domain name: 'shop.example'",
    'Invalid domain name: shop.example.',
    'Illegal address in FromEmailAddress',
    "Value at 'fromEmailAddress' is an invalid email address",
    'ReplyToAddresses: missing domain',
    'Return-Path: Missing domain',
    'Source: Illegal address',
    'Invalid sender address: illegal address',
    'Your email address is blacklisted',
    'Your account is on the suppression list',
    'Invalid address arn:aws:ses:eu-west-1:1:identity/other.example',
  ])('is ours where ours is named: %s', (message) => {
    expect(refusal(message)).toBe('blocked');
  });

  it.each([
    'Illegal address: more-orders@shop.example',
    'Illegal address: orders@shop.example.com',
    'Illegal address: reply-to@example.com',
    'Address blacklisted: account@sender.example',
  ])('is the addressee’s where only a part is like ours: %s', (message) => {
    expect(refusal(message)).toBe('refused');
  });
});

describe('every exception of SES', () => {
  const names = Object.keys(ses).filter((name) => name.endsWith('Exception') && name !== 'SESv2ServiceException');

  it.each([...names, 'MessageRejected'])('%s without a known text ends no message', (name) => {
    for (const message of ['', 'UnknownError', 'The moon is not full.']) {
      const outcome = refusal(message, FROM, name);
      expect(['blocked', 'throttled', 'unavailable'], outcome).toContain(outcome);
    }
  });

  it.each([
    ['Tenant is disabled', 'blocked'],
    ['Sending is disabled for tenant shop', 'blocked'],
    ['Your account has been terminated', 'blocked'],
    ['Your account is on hold', 'blocked'],
    ['The account is blacklisted.', 'blocked'],
    ['Identity shop.example has not been verified', 'blocked'],
    ['Access denied', 'blocked'],
    ['Region is missing', 'blocked'],
    ['Could not resolve credentials using profile: [default]', 'blocked'],
  ])('says %s: %s', (message, outcome) => {
    expect(refusal(message, FROM, 'Error')).toBe(outcome);
    expect(outcomeOfFailure({ name: 'Error', message }, FROM).outcome).toBe(outcome);
  });
});
