import type { Priority } from '../../workflows/workflow.ts';
import type { SendOutcome } from '../channel.ts';
import type { ProviderHealth } from './provider-health.ts';
import type { RatedProvider, RateSlots } from './rate-slots.ts';

/** Whether a message may be handed to a provider now. `closed`: it does not take any; `full`: not so many at once. */
export type Admission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly because: 'closed' | 'full'; readonly until: Date };

/** Stands before every provider. */
export interface ProviderGate {
  admit(provider: RatedProvider, priority: Priority): Promise<Admission>;
  report(provider: Pick<RatedProvider, 'id'>, outcome: SendOutcome['outcome']): Promise<void>;
}

/** First whether there is room, which costs nothing but time: a probe that is taken is used. */
export const providerGate = (health: ProviderHealth, slots: RateSlots): ProviderGate => ({
  admit: async (provider, priority) => {
    const full = await slots.take(provider, priority);
    if (full !== undefined) return { admitted: false, because: 'full', until: full };
    const verdict = await health.admit(provider.id);
    return verdict.isOpen ? { admitted: false, because: 'closed', until: verdict.until } : { admitted: true };
  },
  report: ({ id }, outcome) => {
    if (outcome === 'throttled') slots.noteRefusal(id);
    return health.report(id, outcome);
  },
});
