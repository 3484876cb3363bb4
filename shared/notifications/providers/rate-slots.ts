import type { Clock } from '../../clock/clock.ts';
import type { RateLimitStore } from '../../security/rate-limit-store.ts';
import type { Priority } from '../../workflows/workflow.ts';

/**
 * How much of a provider's rate messages of a priority may use: what is left is for those before them, so that an urgent
 * message finds room while a bulk send uses up its own part.
 */
const SHARE: Readonly<Record<Priority, number>> = { urgent: 1, high: 1, normal: 0.8, low: 0.5 };

/** Slots that an instance takes at a time: one write for several messages. What is left of them ends with the second. */
const LEASES_PER_WINDOW = 4;
/**
 * An instance that handed nothing to a provider for a second hands it one message without asking: a quiet stage writes
 * nothing for its rates. So many instances may be above the rate by one message a second each, until one of them finds no
 * room or is refused for its rate: from then on each that noticed asks for every slot, for a minute.
 */
const IDLE_MILLISECONDS = 1_000;
const PRESSED_MILLISECONDS = 60_000;
/** A slower provider has no room for that. */
const LEAST_RATE_WITHOUT_ASKING = 10;
/** A provider that takes so many needs no limit of ours: the functions that deliver cannot send more. */
const UNLIMITED_PER_SECOND = 1_000;
/** Who finds no room comes back within two minutes. */
const MAX_WAIT_SECONDS = 120;

export interface RateDependencies {
  readonly rates: RateLimitStore;
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}

export interface RatedProvider {
  readonly id: string;
  readonly ratePerSecond: number;
}

/** Keeps what all instances together hand to a provider below its rate. */
export interface RateSlots {
  /** `undefined`: now. Else when to come back. */
  take(provider: RatedProvider, priority: Priority): Promise<Date | undefined>;
  /** The provider had no room for a message. */
  noteRefusal(providerId: string): void;
}

interface Lease {
  readonly windowEndsAt: number;
  left: number;
}

/** Whether a moment is yet to come; one that is further away than it can have been set was set before the clock went back. */
const isAhead = (moment: number | undefined, now: Date, longest: number): boolean =>
  moment !== undefined && moment > now.getTime() && moment - now.getTime() <= longest;

/** Slower than one a second is a longer window. */
const windowOf = ({ ratePerSecond }: RatedProvider, share: number) => {
  const windowSeconds = Math.max(1, Math.ceil(1 / (ratePerSecond * share)));
  return { windowSeconds, limit: Math.max(1, Math.floor(ratePerSecond * share * windowSeconds)) };
};

/** When to come back: spread at the provider's own rate, so that those who come back find room. */
const returnTimes = (random: () => number) => {
  const comingBack = new Map<string, number>();
  return (provider: RatedProvider, priority: Priority, now: Date): Date => {
    const step = 1_000 / (provider.ratePerSecond * SHARE[priority]);
    const key = `${provider.id} ${priority}`;
    const next = Math.max(now.getTime() + 1_000, comingBack.get(key) ?? 0) + step * (0.5 + random());
    const latest = now.getTime() + MAX_WAIT_SECONDS * 1_000;
    const at = next > latest ? now.getTime() + (0.5 + random() / 2) * MAX_WAIT_SECONDS * 1_000 : next;
    comingBack.set(key, Math.min(next, latest));
    return new Date(at);
  };
};

/** Who has been idle, and where nobody has been refused for a while. */
const quietProviders = () => {
  const takenAt = new Map<string, number>();
  const pressedUntil = new Map<string, number>();
  return {
    press: (providerId: string, now: Date): void => {
      pressedUntil.set(providerId, now.getTime() + PRESSED_MILLISECONDS);
    },
    mayTake: ({ id, ratePerSecond }: RatedProvider, now: Date): boolean => {
      const idle = Math.abs(now.getTime() - (takenAt.get(id) ?? Number.NEGATIVE_INFINITY));
      takenAt.set(id, now.getTime());
      const isPressed = isAhead(pressedUntil.get(id), now, PRESSED_MILLISECONDS);
      return !isPressed && ratePerSecond >= LEAST_RATE_WITHOUT_ASKING && idle >= IDLE_MILLISECONDS;
    },
  };
};

export const rateSlots = ({ rates, clock, random }: RateDependencies): RateSlots => {
  const leases = new Map<string, Lease>();
  const fullUntil = new Map<string, number>();
  const comeBackAt = returnTimes(random);
  const turns = new Map<string, Promise<unknown>>();
  const quiet = quietProviders();

  const lease = async (provider: RatedProvider, priority: Priority, now: Date): Promise<Lease | undefined> => {
    const key = `${provider.id} ${priority}`;
    const { windowSeconds, limit } = windowOf(provider, SHARE[priority]);
    const window = windowSeconds * 1_000;
    if (isAhead(fullUntil.get(key), now, window)) return undefined;
    const windowEndsAt = (Math.floor(now.getTime() / window) + 1) * window;
    const amount = Math.max(1, Math.floor(limit / LEASES_PER_WINDOW));
    const verdict = await rates.take(`provider:${provider.id}`, { limit, windowSeconds }, now, amount);
    if (verdict.allowed) return { windowEndsAt, left: amount };
    // Asked once in a window, not by each message that waits.
    fullUntil.set(key, windowEndsAt);
    quiet.press(provider.id, now);
    return undefined;
  };

  const takeInTurn = async (provider: RatedProvider, priority: Priority): Promise<Date | undefined> => {
    const now = clock.now();
    const key = `${provider.id} ${priority}`;
    const held = leases.get(key);
    const usable =
      held && held.left > 0 && now.getTime() < held.windowEndsAt ? held : await lease(provider, priority, now);
    if (usable === undefined) return comeBackAt(provider, priority, now);
    usable.left -= 1;
    leases.set(key, usable);
    return undefined;
  };

  return {
    noteRefusal: (providerId) => quiet.press(providerId, clock.now()),
    take: async (provider, priority) => {
      if (provider.ratePerSecond >= UNLIMITED_PER_SECOND) return undefined;
      // A bulk send is never above its part.
      if (priority !== 'low' && quiet.mayTake(provider, clock.now())) return undefined;
      // One after the other: the messages of a batch share a lease.
      const key = `${provider.id} ${priority}`;
      const turn = (turns.get(key) ?? Promise.resolve()).then(() => takeInTurn(provider, priority));
      turns.set(
        key,
        turn.catch(() => undefined),
      );
      return turn;
    },
  };
};
