/** What the notification operations take and return, by `operationId`. */
import * as z from 'zod';
import type { OperationSchemas } from '../operation.ts';
import type { OperationIdOf } from '../routes.ts';
import { cursor, limit } from '../schemas/lists.ts';
import {
  deviceBody,
  deviceRemoval,
  optInBody,
  phoneBody,
  preferencesBody,
  preferencesQuery,
} from '../schemas/preferences.ts';

const WHOSE = 'The settings of the account; with a link, of the guest who ordered; with `sellerId`, of a shop.';
const STORE_NAMES = 'On the path without `/api` the names of the store stand beside ours.';

export const NOTIFICATIONS_OPERATIONS = {
  listNotifications: {
    query: z.object({
      limit,
      cursor,
      /** Only entries that have not been read; all unless said. */
      state: z.literal('unread').exactOptional(),
    }),
    description:
      'Texts are in the language of the order at the time of the notification. `order.status` is the current ' +
      'status, `metadata.status` the status that the notification is about. A page may hold fewer entries than ' +
      '`limit` although there is a next page.',
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
  registerDevice: {
    body: deviceBody,
    example: { token: 'fcm-registration-token-of-the-installation', platform: 'android' },
    description:
      'A token is one installation: registered by somebody else, it becomes theirs. 20 devices; one more takes the place ' +
      'of the one that was registered longest ago.',
  },
  unregisterDevice: { body: deviceRemoval, example: { token: 'fcm-registration-token-of-the-installation' } },
  optInWhatsapp: {
    body: optInBody,
    example: { phoneNumber: '+34 600 111 222' },
    description: 'Messages go to the verified number, else to the one of the order.',
  },
  optOutWhatsapp: { body: optInBody, example: {} },
} as const satisfies Record<OperationIdOf<'NotificationsApi'>, OperationSchemas>;
