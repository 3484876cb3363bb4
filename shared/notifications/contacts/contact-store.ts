import type { Instant } from '../../calendar/instant.ts';
import type { Device } from '../../contract/channel-descriptor.ts';
import type { Registrar } from '../preferences/registered-device.ts';

/** Where somebody is reached over a channel: an e-mail address, an E.164 number, a device (`addressOfDevice`). */
export interface ContactPoint {
  /** Id of the channel. */
  readonly channel: string;
  readonly address: string;
}

/** Why nobody is reached there any more. */
const DISABLING_REASONS = ['bounced', 'complained', 'unregistered', 'opted_out'] as const;
export type DisablingReason = (typeof DISABLING_REASONS)[number];

export interface DisabledContact {
  readonly reason: DisablingReason;
  readonly at: Instant;
}

/** Contact points that nobody is reached at. They are looked up by a keyed digest: no address is stored. */
export interface ContactStore {
  /**
   * Nobody is reached there until the person sets it anew. Repeated, the first reason stays. A device of that token is
   * nobody's afterwards.
   */
  disable(point: ContactPoint & DisabledContact): Promise<void>;
  /** The person has set it anew. Nothing happens where it is not disabled. */
  enable(point: ContactPoint): Promise<void>;
  isDisabled(point: ContactPoint): Promise<boolean>;
}

/** More than anybody has: whoever registers one more loses the one that was registered longest ago. */
export const MAX_DEVICES = 20;

export interface DeviceRegistration {
  readonly ownerId: string;
  readonly device: Device;
  /** What the person knows it by; absent, it keeps the one that it has. */
  readonly name?: string;
  readonly by?: Registrar;
  readonly at: Instant;
}

/** A device as its owner is shown it; its token is for whoever sends to it. */
export interface OwnedDevice extends Device {
  readonly name?: string;
  readonly createdAt: Instant;
  /** When it was registered last: applications do so whenever somebody signs in on them. */
  readonly lastUsedAt: Instant;
}

/** Which application shows whose messages. A token is one installation, and belongs to whoever is signed in there. */
export interface DeviceStore {
  /** Registers it for the person, takes it from whoever had it, and makes it reachable again. */
  register(registration: DeviceRegistration): Promise<void>;
  /** Nothing happens where the device is not theirs. */
  unregister(ownerId: string, token: string): Promise<void>;
  /** Those of one person, the last used first. */
  list(ownerId: string): Promise<readonly OwnedDevice[]>;
}
