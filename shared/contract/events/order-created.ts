import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** An order was created; the first event of each order. */
export const orderCreated = defineEvent({
  type: 'order_created',
  version: 1,
  metadata: () => z.looseObject({ transactionHash: z.string().optional(), escrowId: z.string().optional() }),
  destinations: { ...BY_EFFECT, search: 'always' },
  timeline: { entryType: 'status', shownTo: 'everybody', text: 'event_and_status' },
  isPublic: true,
});
