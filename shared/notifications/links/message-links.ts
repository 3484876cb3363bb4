import type { NotificationType } from '../../workflows/workflow.ts';
import type { RenderedMessage } from '../channel.ts';
import type { Notification } from '../notification.ts';
import { type LinkPurpose, signMessageToken } from './message-token.ts';

/** What somebody has to learn of their own purchase, or has just asked for: nobody unsubscribes from it. */
export const TRANSACTIONAL: readonly NotificationType[] = [
  'order_created',
  'order_confirmed',
  'cancelled',
  'refunded',
  'payment_failed',
  'tracking_link',
];

/** The links of a message that lead to us. */
export interface MessageLinks {
  readonly click: string;
  readonly open: string;
  /** Absent where there is nothing to unsubscribe from. */
  readonly unsubscribe?: string;
}

/** Support shares one address: one of them must not stop the messages of all. */
const mayUnsubscribe = ({ type, audience }: Notification): boolean =>
  audience !== 'support' && !TRANSACTIONAL.includes(type);

export const messageLinks = (notification: Notification, publicUrl: string, secret: string): MessageLinks => {
  const token = (purpose: LinkPurpose): string => signMessageToken(purpose, notification, secret);
  return {
    click: `${publicUrl}/t/${token('click')}`,
    open: `${publicUrl}/o/${token('open')}.gif`,
    ...(mayUnsubscribe(notification) && { unsubscribe: `${publicUrl}/u/${token('unsubscribe')}` }),
  };
};

const hasToken = (link: string): boolean => /[?&]token=/.test(link);

/**
 * Counts that a page was read, and that its link was followed. A guest's link holds their key: it goes nowhere but to the
 * page itself. Text without markup stays as it is.
 */
export const withCountedLinks = (message: RenderedMessage, link: string, links: MessageLinks): RenderedMessage => {
  const { html } = message;
  if (html === undefined) return message;
  const counted =
    link === '' || hasToken(link)
      ? html
      : html.replaceAll(`href="${link.replaceAll('&', '&amp;')}"`, `href="${links.click}"`);
  const pixel = `<img src="${links.open}" width="1" height="1" alt="" style="display:block;border:0" />`;
  const withPixel = counted.includes('</body>') ? counted.replace('</body>', `${pixel}</body>`) : counted + pixel;
  return { ...message, html: withPixel };
};

/** One click in the mail program. https://www.rfc-editor.org/rfc/rfc8058 */
export const unsubscribeHeaders = (url: string | undefined): Readonly<Record<string, string>> | undefined =>
  url === undefined
    ? undefined
    : { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
