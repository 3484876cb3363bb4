import type { GoneContact } from '../../../channel.ts';

/**
 * Codes of the Cloud API's refusals and of its reports that say that nobody is reached at the number any more: it is not on
 * WhatsApp, or the person wants no messages of ours.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const GONE_CODES: Readonly<Record<number, GoneContact['reason']>> = {
  131026: 'unregistered',
  131050: 'opted_out',
};
