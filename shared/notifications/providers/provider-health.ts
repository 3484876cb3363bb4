import type { Clock } from '../../clock/clock.ts';
import type { SendOutcome } from '../channel.ts';
import type { CircuitStore, OpenCircuit } from './circuit-store.ts';

/** Failures in a row, seen by one instance, at which nothing is handed to a provider any more. */
export const FAILURES_THAT_OPEN = 5;
/** The first time; then twice as long each time. */
export const FIRST_OPEN_SECONDS = 30;
export const MAX_OPEN_SECONDS = 300;
/** Longer than the function that delivers can run: then whoever took the probe has ended. */
const PROBE_SECONDS = 25;
/**
 * So long does an instance believe that a provider is well, or until a message of its own fails there; and so long that it
 * is not, when others may have closed its circuit.
 */
const BELIEVED_WELL_MILLISECONDS = 60_000;
const BELIEVED_OPEN_MILLISECONDS = 5_000;

export interface HealthDependencies {
  readonly circuits: CircuitStore;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export type HealthVerdict = { readonly isOpen: false } | { readonly isOpen: true; readonly until: Date };

/** Whether a provider is handed messages: a circuit breaker whose state all instances share. */
export interface ProviderHealth {
  /** Lets a message through to a provider that is well, or as the one that finds out whether it is again. */
  admit(providerId: string): Promise<HealthVerdict>;
  /** What came of a message that was let through. */
  report(providerId: string, outcome: SendOutcome['outcome']): Promise<void>;
}

/** Whether the outcome says that the provider is there. Too many at once, or a fault of the sender's, says neither. */
const isWell = (outcome: SendOutcome['outcome']): boolean | undefined => {
  if (outcome === 'accepted' || outcome === 'refused') return true;
  return outcome === 'unavailable' || outcome === 'unknown' ? false : undefined;
};

const after = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1_000);

/** So long does it stay open: with up to a fifth more, that instances do not come back as one. */
const openSeconds = (opens: number, random: () => number): number =>
  Math.min(MAX_OPEN_SECONDS, FIRST_OPEN_SECONDS * 2 ** (opens - 1)) * (1 + random() / 5);

interface Known {
  readonly readAt: number;
  readonly circuit: OpenCircuit | undefined;
}

const isBelieved = ({ readAt, circuit }: Known, now: Date): boolean =>
  Math.abs(now.getTime() - readAt) < (circuit === undefined ? BELIEVED_WELL_MILLISECONDS : BELIEVED_OPEN_MILLISECONDS);

export const providerHealth = ({ circuits, clock, random }: HealthDependencies): ProviderHealth => {
  const known = new Map<string, Known>();
  const failures = new Map<string, number>();

  const circuitOf = async (providerId: string, now: Date): Promise<OpenCircuit | undefined> => {
    const cached = known.get(providerId);
    if (cached && isBelieved(cached, now)) return cached.circuit;
    const circuit = await circuits.get(providerId);
    known.set(providerId, { readAt: now.getTime(), circuit });
    return circuit;
  };

  const probe = async (providerId: string, now: Date): Promise<HealthVerdict> => {
    const probeUntil = after(now, PROBE_SECONDS);
    if (await circuits.takeProbe(providerId, probeUntil.toISOString(), now.toISOString())) return { isOpen: false };
    return { isOpen: true, until: after(now, 1 + random() * PROBE_SECONDS) };
  };

  const open = async (providerId: string, now: Date, circuit: OpenCircuit | undefined): Promise<void> => {
    const opens = (circuit?.opens ?? 0) + 1;
    const openUntil = after(now, openSeconds(opens, random)).toISOString();
    await circuits.open(providerId, { openUntil, opens }, now.toISOString());
    known.delete(providerId);
    failures.delete(providerId);
  };

  return {
    admit: async (providerId) => {
      const now = clock.now();
      const circuit = await circuitOf(providerId, now);
      if (circuit === undefined) return { isOpen: false };
      const openUntil = new Date(circuit.openUntil);
      // Those who wait come back one after the other.
      if (now < openUntil) return { isOpen: true, until: after(openUntil, random() * FIRST_OPEN_SECONDS) };
      return probe(providerId, now);
    },
    report: async (providerId, outcome) => {
      const wasWell = isWell(outcome);
      if (wasWell === undefined) return;
      const circuit = known.get(providerId)?.circuit;
      if (wasWell) {
        failures.delete(providerId);
        if (circuit === undefined) return;
        await circuits.close(providerId);
        known.delete(providerId);
        return;
      }
      const count = (failures.get(providerId) ?? 0) + 1;
      failures.set(providerId, count);
      if (circuit !== undefined || count >= FAILURES_THAT_OPEN) await open(providerId, clock.now(), circuit);
      else known.delete(providerId);
    },
  };
};
