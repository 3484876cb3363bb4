import type { DriverLocation } from '../model/driver-location.ts';

export interface LocationStore {
  /**
   * Stores the driver's newest place: at most one for each second of `at`. `dropped`: the stored place is of the
   * same second or of a later one.
   */
  put(location: DriverLocation): Promise<'stored' | 'dropped'>;
  /** The newest place, while it is not older than a day. */
  get(orderId: string, now: Date): Promise<DriverLocation | undefined>;
}
