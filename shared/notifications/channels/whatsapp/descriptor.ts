import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';
import { maskPhone } from '../../../contract/mask-phone.ts';
import { whatsAppTemplate } from './built-in.ts';

export const whatsapp: ChannelDescriptor<'whatsapp'> = {
  id: 'whatsapp',
  /** Of somebody who has agreed to it. */
  addressesOf: (person) => (person.whatsapp === undefined ? [] : [person.whatsapp]),
  mask: maskPhone,
  withoutAddress: 'skip',
  templateVersion: 2,
  // Twice what an approved body may hold: it is sent as its parameters. https://developers.facebook.com/docs/whatsapp
  limits: { messageBytes: 16 * 1024 },
  template: whatsAppTemplate,
  storedParts: ['template', 'body'],
  interrupts: true,
  digestMinutes: 15,
  isInbox: false,
  providers: [
    {
      id: 'whatsapp_cloud',
      name: 'WhatsApp Cloud API',
      needs: {
        service: 'http',
        urls: { api: 'https://graph.facebook.com' },
        secret: { holds: 'an access token of a system user, with whatsapp_business_messaging', format: 'text' },
      },
      reportsByWebhook: {
        secret: { name: 'whatsapp', holds: 'the secret of the app, which is its verify token as well', format: 'text' },
        aliases: ['whatsapp'],
      },
      hasIdempotencyKey: false,
      // Messages of a number. https://developers.facebook.com/docs/whatsapp/cloud-api/overview#throughput
      ratePerSecond: 80,
      settings: ['phone_number_id', 'api_version'],
    },
  ],
};
