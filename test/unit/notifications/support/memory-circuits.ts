import type { CircuitStore, OpenCircuit } from '../../../../shared/notifications/providers/circuit-store.ts';

/** Circuits in memory, as the table keeps them. */
export const memoryCircuits = (): CircuitStore & { readonly all: () => Readonly<Record<string, OpenCircuit>> } => {
  const circuits = new Map<string, OpenCircuit>();
  return {
    all: () => Object.fromEntries(circuits),
    get: async (id) => circuits.get(id),
    open: async (id, circuit, now) => {
      const known = circuits.get(id);
      if (known === undefined || known.openUntil <= now) circuits.set(id, circuit);
    },
    takeProbe: async (id, probeUntil, now) => {
      const known = circuits.get(id);
      const isFree = known !== undefined && known.openUntil <= now && (known.probeUntil ?? '') <= now;
      if (isFree) circuits.set(id, { ...known, probeUntil });
      return isFree;
    },
    close: async (id) => void circuits.delete(id),
  };
};
