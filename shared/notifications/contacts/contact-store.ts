import type { Instant } from '../../calendar/instant.ts';

/** Where somebody is reached over a channel: an e-mail address, an E.164 number, a device's token. */
export interface ContactPoint {
  /** Id of the channel. */
  readonly channel: string;
  readonly address: string;
}

/** Why nobody is reached there any more. */
export const DISABLING_REASONS = ['bounced', 'complained', 'unregistered', 'opted_out'] as const;
export type DisablingReason = (typeof DISABLING_REASONS)[number];

export interface DisabledContact {
  readonly reason: DisablingReason;
  readonly at: Instant;
}

/** Contact points that nobody is reached at. They are looked up by a keyed digest: no address is stored. */
export interface ContactStore {
  /** Nobody is reached there until the person sets it anew. Repeated, the first reason stays. */
  disable(point: ContactPoint & DisabledContact): Promise<void>;
  /** The person has set it anew. Nothing happens where it is not disabled. */
  enable(point: ContactPoint): Promise<void>;
  isDisabled(point: ContactPoint): Promise<boolean>;
}
