import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** An item was marked as prepared, or the mark was removed. */
export const itemPrepared = defineEvent({
  type: 'item_prepared',
  version: 1,
  metadata: () => z.looseObject({ itemId: z.string().optional(), prepared: z.boolean().optional() }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
