import type { ChannelDescriptor } from '../../../contract/channel-descriptor.ts';
import { addressOfDevice, deviceOfAddress, isOfBrowser } from '../../../contract/device-address.ts';
import { maskDevice } from './mask.ts';

/** By its subscription; an application in a browser may have a token of FCM's, as one on a phone has. */
const isBrowser = (address: string): boolean => {
  const device = deviceOfAddress(address);
  return device?.platform === 'web' && isOfBrowser(device.token);
};
const isApplication = (address: string): boolean => !isBrowser(address);
const isPhone = (address: string): boolean => deviceOfAddress(address)?.platform !== 'web';

export const push: ChannelDescriptor<'push'> = {
  id: 'push',
  /** All their devices at once. */
  addressesOf: ({ devices = [] }) => devices.map(addressOfDevice),
  mask: maskDevice,
  withoutAddress: 'skip',
  templateVersion: 2,
  // Services take 4,096 bytes, a browser's 3,993, of which names and ids need some.
  // https://firebase.google.com/docs/cloud-messaging/concept-options
  limits: { messageBytes: 3_200 },
  storedParts: ['title', 'body'],
  defaultTypes: { except: ['processing'] },
  interrupts: true,
  yieldsToFocus: true,
  digestMinutes: 15,
  isInbox: false,
  providers: [
    {
      id: 'fcm',
      name: 'Firebase Cloud Messaging',
      needs: {
        service: 'http',
        urls: { api: 'https://fcm.googleapis.com', token: 'https://oauth2.googleapis.com' },
        secret: {
          holds: 'the JSON of a service account with cloudmessaging.messages.create',
          format: 'service-account',
        },
      },
      hasIdempotencyKey: false,
      // 600,000 a minute of a project. https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas
      ratePerSecond: 10_000,
      reaches: isApplication,
    },
    {
      id: 'sns_push',
      name: 'Amazon SNS mobile push',
      needs: { service: 'sns', publishesTo: 'applications' },
      hasIdempotencyKey: false,
      ratePerSecond: 300,
      settings: ['android_application_arn', 'ios_application_arn'],
      reaches: isPhone,
    },
    {
      id: 'web_push',
      name: 'Web Push',
      needs: {
        service: 'http',
        urls: {},
        secret: {
          holds: 'the private VAPID key, base64url, whose public half is the setting public_key',
          format: 'vapid',
        },
      },
      hasIdempotencyKey: false,
      ratePerSecond: 300,
      settings: ['subject', 'public_key', 'hosts'],
      subscriptionKey: 'public_key',
      reaches: isBrowser,
    },
  ],
};
