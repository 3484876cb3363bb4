import type { TransitHistoryStore } from '../../../shared/delays/transit-history.ts';
import type { TransitGroup } from '../../../shared/delays/transit-route.ts';
import { mergedTimes, NO_TIMES, type TransitTimes } from '../../../shared/delays/transit-times.ts';

const nameOf = ({ carrier, service = '', countries = '' }: TransitGroup): string =>
  JSON.stringify([carrier, service, countries]);

/** What was learnt, for as long as a test runs. */
export const memoryTransitHistory = (): TransitHistoryStore => {
  const known = new Map<string, TransitTimes>();
  const claimed = new Set<string>();
  return {
    find: async (group) => known.get(nameOf(group)) ?? NO_TIMES,
    add: async (groups, times) => {
      for (const group of groups) known.set(nameOf(group), mergedTimes(known.get(nameOf(group)) ?? NO_TIMES, times));
    },
    claim: async (orderId, trackingNumber) => {
      const name = JSON.stringify([orderId, trackingNumber]);
      const isFirst = !claimed.has(name);
      claimed.add(name);
      return isFirst;
    },
  };
};
