import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';
import { emailTemplate } from './built-in.ts';
import { maskEmail } from './mask.ts';

export const email: ChannelDescriptor<'email'> = {
  id: 'email',
  addressesOf: ({ email }) => (email === undefined ? [] : [email]),
  isAddressedByOrder: true,
  mask: maskEmail,
  withoutAddress: 'suppress',
  templateVersion: 8,
  // SES takes 40 MB after base64, which makes four bytes of three.
  // https://docs.aws.amazon.com/ses/latest/dg/quotas.html
  limits: { messageBytes: 30_000_000 },
  storedParts: ['subject'],
  template: emailTemplate,
  digestMinutes: 60,
  isInbox: false,
  countsLinks: true,
  providers: [
    // The rate of an account that has just left the sandbox. https://docs.aws.amazon.com/ses/latest/dg/quotas.html
    { id: 'ses', name: 'Amazon SES', needs: { service: 'ses' }, hasIdempotencyKey: false, ratePerSecond: 14 },
    {
      id: 'sendgrid',
      name: 'SendGrid',
      needs: {
        service: 'http',
        urls: { api: 'https://api.sendgrid.com' },
        secret: { holds: 'an API key with the permission Mail Send', format: 'text' },
      },
      reportsByWebhook: {
        secret: { holds: 'the public key of the signed Event Webhook', format: 'ecdsa-public-key' },
      },
      hasIdempotencyKey: false,
      ratePerSecond: 100,
    },
    {
      id: 'resend',
      name: 'Resend',
      needs: {
        service: 'http',
        urls: { api: 'https://api.resend.com' },
        secret: { holds: 'an API key with the permission Sending access', format: 'text' },
      },
      reportsByWebhook: { secret: { holds: 'the signing secret of the webhook', format: 'standard-webhooks' } },
      hasIdempotencyKey: true,
      // Requests of a team. https://resend.com/docs/api-reference/rate-limit
      ratePerSecond: 2,
    },
  ],
};
