import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** Every guest link to the order that was issued so far was revoked. */
export const linksRevoked = defineEvent({
  type: 'links_revoked',
  version: 1,
  metadata: () => z.looseObject({}),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
