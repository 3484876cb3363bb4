import type { GoneContact } from '../../../channel.ts';

/**
 * Codes of Twilio's refusals and of its reports that say that nobody is reached at the number any more: somebody who said
 * STOP, a number that does not exist, a landline. https://www.twilio.com/docs/api/errors
 */
export const GONE_CODES: Readonly<Record<string, GoneContact['reason']>> = {
  '21610': 'opted_out',
  '30005': 'unregistered',
  '30006': 'unregistered',
};
