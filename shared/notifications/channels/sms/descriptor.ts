import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';
import { maskPhone } from '../../../contract/mask-phone.ts';
import { smsTemplate } from './built-in.ts';

export const sms: ChannelDescriptor<'sms'> = {
  id: 'sms',
  addressesOf: ({ phone }) => (phone === undefined ? [] : [phone]),
  mask: maskPhone,
  // Nobody who gave no number expects a text message.
  withoutAddress: 'skip',
  templateVersion: 2,
  // Both providers refuse longer ones; ten segments are a mistake already.
  // https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
  limits: { messageBytes: 1_600 },
  template: smsTemplate,
  storedParts: ['text'],
  defaultTypes: { only: ['shipped', 'out_for_delivery', 'delivered', 'delayed', 'exception'] },
  interrupts: true,
  digestMinutes: 15,
  codeMessage: (text) => ({ text }),
  isInbox: false,
  providers: [
    {
      id: 'sns',
      name: 'Amazon SNS',
      needs: { service: 'sns', publishesTo: 'telephones' },
      hasIdempotencyKey: false,
      // Of a new account in most regions. https://docs.aws.amazon.com/general/latest/gr/sns.html
      ratePerSecond: 20,
      settings: ['sender_id', 'max_price_usd', 'calling_codes'],
      reportsByLog: true,
    },
    {
      id: 'twilio',
      name: 'Twilio',
      needs: {
        service: 'http',
        urls: { api: 'https://api.twilio.com' },
        secret: { holds: '<AccountSid>:<AuthToken>, which signs its reports as well', format: 'basic' },
        reports: true,
      },
      reportsByWebhook: {},
      hasIdempotencyKey: false,
      // A long code of most countries; Twilio queues what is more. https://www.twilio.com/docs/messaging/guides
      ratePerSecond: 10,
      settings: ['account_sid', 'from', 'calling_codes'],
    },
  ],
};
