import type { Instant } from '../../calendar/instant.ts';

/** A provider that nothing is handed to for a while, because it failed again and again. */
export interface OpenCircuit {
  readonly openUntil: Instant;
  /** How often in a row it was opened: each time for longer. */
  readonly opens: number;
  /** Until then somebody tries with one message whether the provider is back. */
  readonly probeUntil?: Instant;
}

/** What all instances know of a provider's health. A provider without a record is well. */
export interface CircuitStore {
  get(providerId: string): Promise<OpenCircuit | undefined>;
  /** Opens it, or again after a probe that failed. Nothing happens where it is open at that time. */
  open(providerId: string, circuit: Pick<OpenCircuit, 'openUntil' | 'opens'>, now: Instant): Promise<void>;
  /** Of all who ask at once, one gets the probe. */
  takeProbe(providerId: string, probeUntil: Instant, now: Instant): Promise<boolean>;
  close(providerId: string): Promise<void>;
}
