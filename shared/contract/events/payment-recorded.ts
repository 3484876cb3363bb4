import * as z from 'zod';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** A payment event was recorded that moved nothing. */
export const paymentRecorded = defineEvent({
  type: 'payment_recorded',
  version: 1,
  metadata: () =>
    z.looseObject({
      event: z.string().optional(),
      amount: z.string().optional(),
      transactionHash: z.string().optional(),
    }),
  destinations: BY_EFFECT,
  timeline: { entryType: 'payment', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
