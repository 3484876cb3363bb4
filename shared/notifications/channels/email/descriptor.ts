import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';
import { maskEmail } from './mask.ts';

export const email: ChannelDescriptor<'email'> = {
  id: 'email',
  addressesOf: ({ email }) => (email === undefined ? [] : [email]),
  mask: maskEmail,
  withoutAddress: 'suppress',
  templateVersion: 5,
  // SES takes 40 MB after base64, which makes four bytes of three.
  // https://docs.aws.amazon.com/ses/latest/dg/quotas.html
  limits: { messageBytes: 30_000_000 },
  storedParts: ['subject'],
  isInbox: false,
  providers: [
    // The rate of an account that has just left the sandbox. https://docs.aws.amazon.com/ses/latest/dg/quotas.html
    { id: 'ses', name: 'Amazon SES', needs: { service: 'ses' }, hasIdempotencyKey: false, ratePerSecond: 14 },
  ],
};
