import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** The store acknowledged the order. */
export const storeAcknowledged = defineEvent({
  type: 'store_acknowledged',
  version: 1,
  metadata: () => z.looseObject({}),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
