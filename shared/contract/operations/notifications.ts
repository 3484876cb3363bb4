/** What the notification operations take and return, by `operationId`. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { id } from '../schemas/id.ts';
import { cursor, limit } from '../schemas/lists.ts';
import { farmDialect } from '../schemas/order-events.ts';
import {
  deviceBody,
  deviceParams,
  deviceRemoval,
  optInBody,
  phoneBody,
  preferencesBody,
  preferencesQuery,
} from '../schemas/preferences.ts';
import { narrowing } from '../schemas/without-blanks.ts';

/** The shop whose inbox is meant; absent, it is the caller's own. */
const ofShop = { sellerId: id.exactOptional() };
const entry = z.object({ notificationId: id });
const signedLink = z.object({ token: z.string().min(1).max(600) });

const WHOSE = 'The settings of the account; with a link, of the guest who ordered; with `sellerId`, of a shop.';
const STORE_NAMES = 'On the path without `/api` the names of the store stand beside ours.';

export const NOTIFICATIONS_OPERATIONS = {
  listNotifications: {
    query: z.object({
      limit,
      cursor,
      /** Only entries that have not been read; all unless said. */
      state: z.literal('unread').exactOptional(),
      ...ofShop,
      /** The same as `sellerId`, for frontends of farms. */
      farmId: id.exactOptional(),
      dialect: farmDialect.exactOptional(),
    }),
    description:
      'Texts are in the language of the order at the time of the notification. `order.status` is the current ' +
      'status, `metadata.status` the status that the notification is about. A page may hold fewer entries than ' +
      '`limit` although there is a next page. With `sellerId`, the inbox of that shop, which its sellers share. ' +
      'With `dialect=farm` or `farmId`, `success` and `data` stand beside: the same entries with types and statuses in capitals.',
  },
  countUnreadNotifications: {
    query: z.object(ofShop),
    description: 'Always the number of entries that the list with `state=unread` has.',
  },
  readNotification: {
    params: entry,
    query: z.object(ofShop),
    description: 'The change reaches all devices of the owner. Repeated, the time of the first call stays.',
  },
  readAllNotifications: {
    query: z.object(ofShop),
    description:
      'Entries that arrive after the request stay unread. At most 2,500 at a time, the newest first: where `unread` is ' +
      'more than what has arrived, the request is repeated.',
  },
  archiveNotification: {
    params: entry,
    query: z.object(ofShop),
    description: 'The notification is listed and counted no more; it stays in the timeline of its order.',
  },
  getPreferences: {
    query: preferencesQuery,
    description: `${WHOSE} ${STORE_NAMES}`,
  },
  putPreferences: {
    query: preferencesQuery,
    body: preferencesBody,
    example: {
      languagePreference: 'en',
      timezone: 'Europe/Madrid',
      quietHours: { start: '22:00', end: '08:00' },
    },
    description:
      `What is absent stays as it is; \`null\` brings the default back. ${WHOSE} ${STORE_NAMES} A \`phoneNumber\` is ` +
      'reached once it is verified. With `If-Match` (the `ETag` of the settings) a change loses against another one.',
  },
  verifyPhone: {
    body: phoneBody,
    example: { phoneNumber: '+34 600 111 222' },
    description:
      'Six digits that are good for ten minutes and five tries; a new request makes the code before worthless. Requests ' +
      'are limited by person, number, address and country.',
  },
  getSubscriptionKey: {
    description:
      'The `applicationServerKey` with which a page subscribes (VAPID, base64url). The subscription, as JSON, is then ' +
      'registered as the token of a device of platform `web`. 404 where the stage reaches no browsers.',
  },
  registerDevice: {
    body: deviceBody,
    example: { token: 'fcm-registration-token-of-the-installation', platform: 'android' },
    description:
      'A token is one installation: registered by somebody else, it becomes theirs. 20 devices; one more takes the place ' +
      'of the one that was registered longest ago.',
  },
  listDevices: {
    query: z.object(ofShop),
    description: 'The last used first; never their tokens. With `sellerId`, those of a shop that the caller sells for.',
  },
  removeDevice: {
    params: deviceParams,
    query: z.object(ofShop),
    description:
      'Nothing is shown there any more, until it is registered again. The response is the same whether or not there was ' +
      'such a device.',
  },
  unregisterDevice: { body: deviceRemoval, example: { token: 'fcm-registration-token-of-the-installation' } },
  optInWhatsapp: {
    body: optInBody,
    example: { phoneNumber: '+34 600 111 222' },
    description: 'Messages go to the verified number, else to the one of the order.',
  },
  optOutWhatsapp: { body: optInBody, example: {} },
  listNotificationHistory: {
    query: z.object({
      limit,
      cursor,
      orderId: id.exactOptional(),
      customerId: id.exactOptional(),
    }),
    description:
      "Newest order first, and of each order the newest notification first. Without parameters, the caller's own. Support " +
      'and administrators name an order or a customer. Addresses are masked. A page ends between two orders, so that it ' +
      'may hold more or fewer entries than `limit`.',
  },
  retryNotifications: {
    params: z.object({ orderId: id }),
    body: z.strictObject({ notificationIds: narrowing(z.array(id).min(1).max(50)) }),
    example: { notificationIds: ['ntf_0f5cd1f9c2a94fb1a9d24c0d9a7b3e11'] },
    description: 'All that failed or bounced, or those that are named. Receipts of the earlier sending count no more.',
  },
  followLink: { params: signedLink, description: 'Redirects to pages of this service only.' },
  openMessage: { params: signedLink, description: 'Returns a picture of one pixel, whatever the token.' },
  askUnsubscribe: { params: signedLink, description: 'Changes nothing. The language follows `Accept-Language`.' },
  unsubscribe: {
    params: signedLink,
    description:
      'RFC 8058. Turns off all messages of the channel but those about the purchase itself. Repeated, nothing changes.',
  },
} as const satisfies Record<OperationIdOf<'NotificationsApi'>, OperationSchemas>;
