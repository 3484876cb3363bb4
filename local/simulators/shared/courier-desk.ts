/** A quote that was given out. */
interface SimulatedQuote {
  readonly expiresAt: Date;
}

/** What a courier service has on its desk besides deliveries. */
export interface CourierDesk {
  readonly quotes: Map<string, SimulatedQuote>;
  /** What was made by a quote or under a key: its number. */
  readonly made: Map<string, string>;
  /** How our account stands. */
  account: 'good' | 'suspended' | 'blocked';
}

export const newCourierDesk = (): CourierDesk => ({ quotes: new Map(), made: new Map(), account: 'good' });
