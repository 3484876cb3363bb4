/** Which of our pictures a mail shows, and where it has them from. */
import type { NotificationType, Phase } from '../../../workflows/workflow.ts';
import type { Notification } from '../../notification.ts';
import { PICTURE_HASHES } from './picture-hashes.ts';

export type MailPicture = keyof typeof PICTURE_HASHES;

/** Pixels, both ways. */
export const MAIL_PICTURE_SIZE = 40;

const OF_PHASE: Readonly<Record<Phase, MailPicture>> = {
  placed: 'placed',
  confirmed: 'placed',
  preparing: 'preparing',
  ready: 'ready',
  in_transit: 'moving',
  out_for_delivery: 'moving',
  delivered: 'arrived',
  completed: 'arrived',
  delayed: 'late',
  exception: 'problem',
  disputed: 'problem',
  failed: 'problem',
  cancelled: 'cancelled',
  returned: 'returned',
  refunded: 'returned',
};

/** Where the message is not about the status that the order is in, or its own matter is the greater one. */
const OF_TYPE: Readonly<Partial<Record<NotificationType, MailPicture>>> = {
  shipped: 'moving',
  out_for_delivery: 'moving',
  ready_for_pickup: 'ready',
  delivered: 'arrived',
  completed: 'arrived',
  delayed: 'late',
  exception: 'problem',
  dispute_opened: 'problem',
  payment_failed: 'problem',
  substitutions_needed: 'problem',
  cancelled: 'cancelled',
  returned: 'returned',
  refunded: 'returned',
};

/** The sign of what a mail is about. */
export const signOf = ({ type, facts }: Pick<Notification, 'type' | 'facts'>): MailPicture =>
  OF_TYPE[type] ?? OF_PHASE[facts.phase];

/** The absolute address of a picture, which never changes what it shows; empty where the service is found nowhere. */
export const pictureUrl = (picture: MailPicture, publicUrl: string | undefined): string =>
  publicUrl === undefined ? '' : `${publicUrl}/pages/mail-${PICTURE_HASHES[picture]}.png`;
