import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapter as resend } from '../../../../shared/notifications/channels/email/resend/receipts.ts';
import { adapter as sendgrid } from '../../../../shared/notifications/channels/email/sendgrid/receipts.ts';
import { readEvent as sesReceipts } from '../../../../shared/notifications/channels/email/ses/receipts.ts';
import { adapter as twilio } from '../../../../shared/notifications/channels/sms/twilio/receipts.ts';
import { adapter as whatsapp } from '../../../../shared/notifications/channels/whatsapp/whatsapp_cloud/receipts.ts';
import { referenceText } from '../../../../shared/notifications/providers/reference.ts';
import { nameTags } from '../../../../shared/notifications/receipts/name-tags.ts';
import type { ParsedReceipts } from '../../../../shared/notifications/receipts/receipt.ts';
import { OF, RECEIVED_AT, requestOf } from './requests.ts';

const at = '2026-11-20T09:59:00.000Z';
const seconds = Date.parse(at) / 1_000;
const address = 'ana@example.com';
const phone = '+34600111222';

const tags = Object.fromEntries(Object.entries(nameTags(OF)).map(([name, value]) => [name, [value]]));
const ses = (eventType: string, part: object) =>
  sesReceipts({ eventType, mail: { messageId: 'm', tags }, ...part }, RECEIVED_AT);
const ofSendgrid = (...events: readonly object[]) =>
  sendgrid.parse(
    requestOf(
      JSON.stringify(events.map((event) => ({ email: address, timestamp: seconds, ...nameTags(OF), ...event }))),
    ),
    RECEIVED_AT,
  );
const ofResend = (type: string, data: object = {}) =>
  resend.parse(
    requestOf(JSON.stringify({ type, created_at: at, data: { to: [address], tags: nameTags(OF), ...data } })),
    RECEIVED_AT,
  );
const ofTwilio = (fields: Readonly<Record<string, string>>) =>
  twilio.parse(
    requestOf(new URLSearchParams({ To: phone, From: '+34600000001', ...fields }).toString(), {
      query: { reference: referenceText(OF) },
    }),
    RECEIVED_AT,
  );
const ofWhatsapp = (value: object) =>
  whatsapp.parse(
    requestOf(
      JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] }),
    ),
    RECEIVED_AT,
  );
const whatsappStatus = (status: string, more: object = {}) =>
  ofWhatsapp({
    statuses: [
      {
        status,
        timestamp: String(seconds),
        recipient_id: phone.slice(1),
        biz_opaque_callback_data: referenceText(OF),
        ...more,
      },
    ],
  });

const of = { ...OF };
const delivered = { of, at, fact: 'delivered' };
const opened = { of, at, fact: 'opened' };
const clicked = { of, at, fact: 'clicked' };
const bounced = (error: string) => ({ of, at, fact: 'bounced', error });
const complained = { of, at, fact: 'complained', disables: { address, reason: 'complained' } };
const gone = (reason: string, where = address) => ({ disables: { address: where, reason } });
const recipients = { bouncedRecipients: [{ emailAddress: address }], timestamp: at };

type Case = readonly [what: string, parsed: ParsedReceipts | undefined, expected: readonly unknown[]];

const CASES: readonly Case[] = [
  ['SES delivery', ses('Delivery', { delivery: { timestamp: at } }), [delivered]],
  ['SES open', ses('Open', { open: { timestamp: at } }), [opened]],
  ['SES click', ses('Click', { click: { timestamp: at } }), [clicked]],
  [
    'SES hard bounce',
    ses('Bounce', { bounce: { bounceType: 'Permanent', bounceSubType: 'General', ...recipients } }),
    [{ ...bounced('bounced_general'), ...gone('bounced') }],
  ],
  [
    'SES hard bounce of two, one of whom cannot be read',
    ses('Bounce', {
      bounce: {
        bounceType: 'Permanent',
        bouncedRecipients: [{ emailAddress: 7 }, { emailAddress: address }],
        timestamp: at,
      },
    }),
    [{ ...bounced('bounced_undetermined'), ...gone('bounced') }],
  ],
  [
    'SES soft bounce',
    ses('Bounce', { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull', ...recipients } }),
    [bounced('bounced_mailboxfull')],
  ],
  [
    'SES complaint',
    ses('Complaint', { complaint: { complainedRecipients: [{ emailAddress: address }], timestamp: at } }),
    [complained],
  ],
  [
    'SES: taken out of the spam folder',
    ses('Complaint', { complaint: { complaintFeedbackType: 'not-spam', complainedRecipients: [], timestamp: at } }),
    [],
  ],
  ['SES delay', ses('DeliveryDelay', { deliveryDelay: { timestamp: at } }), []],
  ['SES reject', ses('Reject', { reject: { reason: 'Bad content' } }), [{ ...bounced('rejected'), at: RECEIVED_AT }]],
  ['SendGrid delivered', ofSendgrid({ event: 'delivered' }), [delivered]],
  ['SendGrid on its way', ofSendgrid({ event: 'processed' }, { event: 'deferred' }), []],
  ['SendGrid open', ofSendgrid({ event: 'open' }), [opened]],
  ['SendGrid open by a machine', ofSendgrid({ event: 'open', sg_machine_open: true }), [{ of, at }]],
  ['SendGrid click', ofSendgrid({ event: 'click' }), [clicked]],
  [
    'SendGrid hard bounce',
    ofSendgrid({ event: 'bounce', type: 'bounce' }),
    [{ ...bounced('bounced_bounce'), ...gone('bounced') }],
  ],
  ['SendGrid block', ofSendgrid({ event: 'bounce', type: 'blocked' }), [bounced('bounced_blocked')]],
  [
    'SendGrid drop',
    ofSendgrid({ event: 'dropped', reason: 'Unsubscribed Address' }),
    [{ ...bounced('dropped'), ...gone('opted_out') }],
  ],
  [
    'SendGrid drop for a mistake of ours',
    ofSendgrid({ event: 'dropped', reason: 'Invalid SMTPAPI header' }),
    [bounced('dropped')],
  ],
  [
    'SendGrid drop of what is no address',
    ofSendgrid({ event: 'dropped', reason: 'Invalid' }),
    [{ ...bounced('dropped'), ...gone('bounced') }],
  ],
  ['SendGrid spam report', ofSendgrid({ event: 'spamreport' }), [complained]],
  ['SendGrid unsubscribe', ofSendgrid({ event: 'group_unsubscribe' }), [{ of, at, ...gone('opted_out') }]],
  ['Resend delivered', ofResend('email.delivered'), [delivered]],
  ['Resend opened', ofResend('email.opened'), [opened]],
  ['Resend clicked', ofResend('email.clicked'), [clicked]],
  [
    'Resend hard bounce',
    ofResend('email.bounced', { bounce: { type: 'Permanent', subType: 'General' } }),
    [{ ...bounced('bounced_general'), ...gone('bounced') }],
  ],
  [
    'Resend soft bounce',
    ofResend('email.bounced', { bounce: { type: 'Transient', subType: 'General' } }),
    [bounced('bounced_general')],
  ],
  ['Resend complaint', ofResend('email.complained'), [complained]],
  ['Resend sent', ofResend('email.sent'), []],
  ['Twilio sent', ofTwilio({ MessageStatus: 'sent' }), []],
  ['Twilio delivered', ofTwilio({ MessageStatus: 'delivered' }), [{ ...delivered, at: RECEIVED_AT }]],
  ['Twilio read', ofTwilio({ MessageStatus: 'read' }), [{ ...opened, at: RECEIVED_AT }]],
  [
    'Twilio undelivered',
    ofTwilio({ MessageStatus: 'undelivered', ErrorCode: '30003' }),
    [{ ...bounced('twilio_30003'), at: RECEIVED_AT }],
  ],
  [
    'Twilio landline',
    ofTwilio({ MessageStatus: 'undelivered', ErrorCode: '30006' }),
    [{ ...bounced('twilio_30006'), at: RECEIVED_AT, ...gone('unregistered', phone) }],
  ],
  [
    'STOP by text message',
    ofTwilio({ SmsStatus: 'received', Body: ' Stop ', From: phone }),
    [{ at: RECEIVED_AT, ...gone('opted_out', phone) }],
  ],
  [
    'START by text message',
    ofTwilio({ SmsStatus: 'received', OptOutType: 'START', Body: 'alta', From: phone }),
    [{ at: RECEIVED_AT, enables: { address: phone } }],
  ],
  ['a question by text message', ofTwilio({ SmsStatus: 'received', Body: 'stop by at noon?', From: phone }), []],
  ['WhatsApp sent', whatsappStatus('sent'), []],
  ['WhatsApp delivered', whatsappStatus('delivered'), [delivered]],
  ['WhatsApp read', whatsappStatus('read'), [opened]],
  ['WhatsApp failed', whatsappStatus('failed', { errors: [{ code: 131049 }] }), [bounced('whatsapp_131049')]],
  [
    'WhatsApp not there',
    whatsappStatus('failed', { errors: [{ code: 131026 }] }),
    [{ ...bounced('whatsapp_131026'), ...gone('unregistered', phone) }],
  ],
  [
    'STOP by WhatsApp',
    ofWhatsapp({ messages: [{ from: phone.slice(1), timestamp: String(seconds), text: { body: 'BAJA' } }] }),
    [{ at, ...gone('opted_out', phone) }],
  ],
];

describe('reports', () => {
  it.each(CASES)('%s', (_what, parsed, expected) => {
    expect(parsed).toEqual({ receipts: expected, issues: [] });
  });

  it('of a time to come, or of none, are of now', () => {
    const later = ses('Delivery', { delivery: { timestamp: '2030-01-01T00:00:00.000Z' } });
    expect(later.receipts).toEqual([{ ...delivered, at: RECEIVED_AT }]);
    expect(ses('Open', { open: { timestamp: 'yesterday' } }).receipts).toEqual([{ ...opened, at: RECEIVED_AT }]);
    const beyond = ses('Delivery', { delivery: { timestamp: '+275760-09-13T00:00:00.000Z' } });
    expect(beyond.receipts).toEqual([{ ...delivered, at: RECEIVED_AT }]);
  });

  it('one that is not understood is listed, and the others are read', () => {
    const parsed = ofSendgrid({ event: 'surprise' }, { event: 7 }, { event: 'delivered' });
    expect(parsed).toEqual({ receipts: [delivered], issues: ['unknown_type: surprise', 'unreadable'] });
  });

  it.each(['constructor', '__proto__', 'toString'])('of the kind %s are not understood', (type) => {
    expect(ses(type, {})).toEqual({ receipts: [], issues: [`unknown_type: ${type}`] });
  });

  it('in a body of another form are none at all', () => {
    expect(sendgrid.parse(requestOf('{"event":"open"}'), RECEIVED_AT)).toBeUndefined();
    expect(whatsapp.parse(requestOf('{"object":"page"}'), RECEIVED_AT)).toBeUndefined();
    expect(twilio.parse(requestOf('a=b'), RECEIVED_AT)).toBeUndefined();
  });

  it('whatever JSON comes: nothing throws, and no time is later than now', () => {
    const json = fc.jsonValue({ maxDepth: 6 });
    const likely = fc.record(
      {
        event: fc.oneof(fc.constantFrom('bounce', 'dropped', 'open'), json),
        type: fc.oneof(fc.constantFrom('email.bounced', 'email.opened'), json),
        eventType: fc.oneof(fc.constantFrom('Bounce', 'Complaint', 'Delivery'), json),
        data: json,
        mail: json,
        bounce: json,
        timestamp: json,
        object: fc.oneof(fc.constant('whatsapp_business_account'), json),
        entry: fc.oneof(fc.array(fc.record({ changes: fc.array(json) })), json),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(json, likely, fc.array(likely)), (body) => {
        const request = requestOf(JSON.stringify(body));
        const all = [
          sesReceipts(body, RECEIVED_AT),
          ...[sendgrid, resend, whatsapp, twilio].map((adapter) => adapter.parse(request, RECEIVED_AT)),
        ];
        for (const parsed of all)
          for (const receipt of parsed?.receipts ?? []) expect(receipt.at <= RECEIVED_AT).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('whatever form comes to Twilio’s callback: nothing throws', () => {
    const form = fc.dictionary(
      fc.constantFrom('MessageStatus', 'SmsStatus', 'ErrorCode', 'Body', 'From', 'To', 'OptOutType'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('received', 'failed', 'STOP', '30006', phone)),
    );
    fc.assert(
      fc.property(form, fc.string(), (fields, reference) => {
        const body = new URLSearchParams(fields).toString();
        twilio.parse(requestOf(body, { query: { reference } }), RECEIVED_AT);
      }),
    );
  });
});
