import type { Instant } from '../../calendar/instant.ts';
import type { Device } from '../../contract/channel-descriptor.ts';

/** By which right a device was registered: where that ends, the device is sent nothing any more. */
export interface Registrar {
  /** Who was signed in, and when their token was issued. */
  readonly userId?: string;
  readonly issuedAt?: Instant;
  /** Generation of a guest's link, where it is not the first. */
  readonly linkGeneration?: number;
}

export interface RegisteredDevice extends Device {
  /** Absent of devices that earlier versions registered. */
  readonly by?: Registrar;
}
