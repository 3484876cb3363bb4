import * as z from 'zod';
import { SUBSTITUTION_CHOICES } from '../../orders/model/substitution.ts';
import { BY_EFFECT } from '../destinations.ts';
import { defineEvent } from './event-definition.ts';

/** Substitutions were approved, rejected or refunded. */
export const substitutionsAnswered = defineEvent({
  type: 'substitutions_answered',
  version: 1,
  metadata: () =>
    z.looseObject({
      answeredBy: z.enum(['customer', 'preference']).optional(),
      /** The customer's choice, where nobody was asked. */
      preference: z.enum(SUBSTITUTION_CHOICES).optional(),
      answers: z.array(z.looseObject({ substitutionId: z.string(), itemId: z.string() })).optional(),
      previousTotalAmount: z.string().optional(),
      totalAmount: z.string().optional(),
    }),
  destinations: { ...BY_EFFECT, search: 'always' },
  timeline: { entryType: 'substitution', shownTo: 'everybody', text: 'event' },
  isPublic: false,
});
