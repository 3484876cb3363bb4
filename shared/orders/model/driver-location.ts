import type { Instant } from '../../calendar/instant.ts';

/** Where an order's driver is: an item of its own, stored live at most once a second, never in a public response. */
export interface DriverLocation {
  readonly orderId: string;
  readonly driverId: string;
  readonly lat: number;
  readonly lng: number;
  /** Degrees clockwise from north. */
  readonly heading?: number;
  /** Metres per second. */
  readonly speed?: number;
  readonly at: Instant;
}
