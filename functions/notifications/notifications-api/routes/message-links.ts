import { channelNamed } from '../../../../shared/contract/channel-registry.ts';
import type { Locale } from '../../../../shared/contract/locale.ts';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { unsubscribePage } from '../../../../shared/i18n/unsubscribe-page.ts';
import { TRANSACTIONAL } from '../../../../shared/notifications/links/message-links.ts';
import { type LinkPurpose, readMessageToken } from '../../../../shared/notifications/links/message-token.ts';
import type { Notification, PlannedNotification } from '../../../../shared/notifications/notification.ts';
import { setPreferences } from '../../../../shared/notifications/preferences/set-preferences.ts';
import { NOTIFICATION_TYPES } from '../../../../shared/workflows/workflow.ts';
import { implement } from '../../../http/http-api.ts';
import { spokenPage } from '../../../http/page.ts';
import type { NotificationsDependencies } from '../dependencies.ts';

const NO_STORE = { 'Cache-Control': 'no-store' };

/** GIF89a, one pixel, transparent. */
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** A form that posts to the page's own address, and nothing else. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const plannedOf = async (
  purpose: LinkPurpose,
  token: string,
  { linkSecrets, notifications }: NotificationsDependencies,
): Promise<PlannedNotification | undefined> => {
  const of = readMessageToken(purpose, token, await linkSecrets());
  return of && notifications.getPlanned(of);
};

const report = async (
  { orderId, notificationId, channel }: Notification,
  fact: 'opened' | 'clicked',
  { notifications, clock }: NotificationsDependencies,
): Promise<void> => {
  await notifications.report({ orderId, notificationId }, channel, { fact, at: clock.now().toISOString() });
};

const isOurs = (link: string, publicUrl: string): boolean =>
  URL.canParse(link) && new URL(link).origin === new URL(publicUrl).origin;

export const followLink = implement(
  NOTIFICATIONS_OPERATIONS.followLink,
  async ({ params: { token }, method }, deps: NotificationsDependencies) => {
    const planned = await plannedOf('click', token, deps);
    if (planned === undefined || !isOurs(planned.link, deps.publicUrl)) throw notFound('The page');
    if (method !== 'HEAD') await report(planned.notification, 'clicked', deps);
    return { status: 303, headers: { ...NO_STORE, Location: planned.link, 'Referrer-Policy': 'no-referrer' } };
  },
);

export const openMessage = implement(
  NOTIFICATIONS_OPERATIONS.openMessage,
  async ({ params: { token }, method }, deps: NotificationsDependencies) => {
    const planned = await plannedOf('open', token.replace(/\.gif$/, ''), deps);
    if (planned !== undefined && method !== 'HEAD') await report(planned.notification, 'opened', deps);
    return { status: 200, bytes: PIXEL, contentType: 'image/gif', headers: NO_STORE };
  },
);

const forUnsubscribing = async (token: string, deps: NotificationsDependencies): Promise<Notification> => {
  const planned = await plannedOf('unsubscribe', token, deps);
  if (planned === undefined) throw notFound('The page');
  return planned.notification;
};

const pageOf = (headers: Readonly<Record<string, string | undefined>>, isDone: boolean) =>
  spokenPage(headers, POLICY, (locale: Locale) => unsubscribePage(locale, isDone));

export const askUnsubscribe = implement(
  NOTIFICATIONS_OPERATIONS.askUnsubscribe,
  async ({ params: { token }, headers }, deps: NotificationsDependencies) => {
    await forUnsubscribing(token, deps);
    return pageOf(headers, false);
  },
);

const OPTIONAL_OFF = Object.fromEntries(
  NOTIFICATION_TYPES.filter((type) => !TRANSACTIONAL.includes(type)).map((type) => [type, false]),
);

const ownerIdOf = ({ ownerId, buyerId, orderId }: Notification): string =>
  ownerId ?? (buyerId === undefined ? `guest:${orderId}` : `user:${buyerId}`);

export const unsubscribe = implement(
  NOTIFICATIONS_OPERATIONS.unsubscribe,
  async ({ params: { token }, headers }, deps: NotificationsDependencies) => {
    const notification = await forUnsubscribing(token, deps);
    const channel = channelNamed(notification.channel)?.id ?? notification.channel;
    const ownerId = ownerIdOf(notification);
    const { outcome } = await setPreferences(deps, ownerId, { types: { [channel]: OPTIONAL_OFF } });
    if (outcome !== 'stored') throw new Error(`Somebody cannot unsubscribe: ${outcome}`);
    await deps.releaseWaiting(ownerId);
    return pageOf(headers, true);
  },
);
