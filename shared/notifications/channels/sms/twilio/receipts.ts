/**
 * Twilio's status callbacks, and replies to our number.
 * https://www.twilio.com/docs/messaging/api/message-resource#twilios-request-to-the-statuscallback-url
 */
import { createHmac } from 'node:crypto';
import type { Instant } from '../../../../calendar/instant.ts';
import { definedFields } from '../../../../defined-fields.ts';
import { isSameText } from '../../../../security/signature.ts';
import { referenceIn } from '../../../providers/reference.ts';
import {
  collected,
  consentIn,
  MALFORMED,
  MISSING,
  type Receipt,
  type ReceiptAdapter,
  type ReceiptRequest,
  verdictOf,
} from '../../../receipts/receipt.ts';
import { GONE_CODES } from './gone-codes.ts';

const SIGNATURE_FORM = /^[A-Za-z0-9+/]{27}=$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/** Values of a name that comes twice count once each, sorted. */
const signedText = (url: string, form: URLSearchParams): string =>
  [...new Set(form.keys())].toSorted().reduce(
    (text, name) =>
      `${text}${[...new Set(form.getAll(name))]
        .toSorted()
        .map((value) => name + value)
        .join('')}`,
    url,
  );

/** The secret is `<AccountSid>:<AuthToken>`; the token signs. */
const tokenOf = (secret: string): string => secret.slice(secret.indexOf(':') + 1);

const formOf = ({ rawBody }: Pick<ReceiptRequest, 'rawBody'>): URLSearchParams =>
  new URLSearchParams(Buffer.from(rawBody).toString('utf8'));

/** They say only how far it has come on its way. */
const ON_ITS_WAY = /^(?:accepted|scheduled|queued|sending|sent|receiving|partially_delivered)$/;

type Of = Receipt['of'];

const statusReceipt = (status: string, form: URLSearchParams, of: Of, at: Instant): readonly Receipt[] | string => {
  const base = { at, ...definedFields({ of }) };
  if (ON_ITS_WAY.test(status)) return [];
  switch (status) {
    case 'delivered':
      return [{ ...base, fact: 'delivered' }];
    case 'read':
      return [{ ...base, fact: 'opened' }];
    case 'failed':
    case 'undelivered':
    case 'canceled': {
      const code = (form.get('ErrorCode') ?? '').replace(/\D/g, '').slice(0, 6);
      const address = form.get('To') ?? '';
      const reason = GONE_CODES[code];
      const disables = reason && E164.test(address) ? { address, reason } : undefined;
      return [{ ...base, fact: 'bounced', error: `twilio_${code || status}`, ...definedFields({ disables }) }];
    }
    default:
      return `unknown_status: ${status.slice(0, 40)}`;
  }
};

const replyReceipt = (form: URLSearchParams, at: Instant): readonly Receipt[] => {
  const address = form.get('From') ?? '';
  if (!E164.test(address)) return [];
  const said = form.get('OptOutType') ?? form.get('Body') ?? '';
  // Of Twilio's own words; elsewhere a yes is a reply to something else.
  const consent = /^\s*yes\s*$/i.test(said) ? 'start' : consentIn(said);
  if (consent === 'stop') return [{ at, disables: { address, reason: 'opted_out' } }];
  return consent === 'start' ? [{ at, enables: { address } }] : [];
};

export const adapter: ReceiptAdapter = {
  verify: async ({ headers, rawBody, url }, acceptedBy) => {
    const given = headers['x-twilio-signature']?.trim();
    if (!given) return MISSING;
    if (!SIGNATURE_FORM.test(given)) return MALFORMED;
    const text = signedText(url, formOf({ rawBody }));
    const matches = await acceptedBy((secret) =>
      isSameText(createHmac('sha1', tokenOf(secret)).update(text).digest('base64'), given),
    );
    return verdictOf(matches, 'hmac-sha1');
  },
  parse: (request, receivedAt) => {
    const form = formOf(request);
    const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
    if (status === '') return undefined;
    if (status === 'received') return { receipts: replyReceipt(form, receivedAt), issues: [] };
    const of = referenceIn(request.query.reference ?? '');
    return collected([status], (each) => statusReceipt(each, form, of, receivedAt));
  },
};
