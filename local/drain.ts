import type { FunctionHost, Quiescent } from './ports.ts';

export interface DrainOptions {
  readonly parts: () => readonly Quiescent[];
  readonly host: Pick<FunctionHost, 'active'>;
  /** Grows with everything that happens: two looks with the same number had nothing in between. */
  readonly activity: () => number;
  readonly patienceMilliseconds?: number;
  readonly graceMilliseconds?: number;
}

const PATIENCE_MILLISECONDS = 60_000;
/** What comes back at the very end of patience is begun then, and has this long to end. */
const GRACE_MILLISECONDS = 30_000;
const BETWEEN_LOOKS_MILLISECONDS = 5;
/** Longer than a message takes from a queue's response to the poller that asked. */
const CALM_LOOKS = 4;

/** Messages that somebody holds, or that failed: the first of them comes back then. */
export interface StillWaiting {
  readonly name: string;
  readonly messages: number;
  readonly until: Date;
}

/**
 * Waits until nothing moves by itself any more: streams read to their ends, queues empty, schedules that are due done,
 * no function running, several looks in a row. Messages that are held by a lease, or that failed, are waited for as far
 * as patience goes.
 *
 * @returns what comes back later than that.
 * @throws when the rest does not come to rest, naming what still waits.
 */
export async function drain(options: DrainOptions): Promise<readonly StillWaiting[]> {
  const deadline = performance.now() + (options.patienceMilliseconds ?? PATIENCE_MILLISECONDS);
  const grace = options.graceMilliseconds ?? GRACE_MILLISECONDS;
  let calmLooks = 0;
  let lastActivity = options.activity();
  for (;;) {
    const left = deadline - performance.now();
    const waiting = await waitingParts(options);
    const hidden = hiddenWork(options);
    const isBackSoon = hidden.some(({ until }) => until.getTime() - Date.now() < left);
    const isCalm = waiting.length === 0 && !isBackSoon && options.activity() === lastActivity;
    lastActivity = options.activity();
    calmLooks = isCalm ? calmLooks + 1 : 0;
    if (calmLooks >= CALM_LOOKS) return hidden;
    if (left < 0 && waiting.length === 0 && hidden.length > 0) return hidden;
    if (left < -grace) throw new Error(`Still not at rest: ${waiting.join(', ') || 'new calls arrive'}`);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MILLISECONDS));
  }
}

const hiddenWork = ({ parts }: DrainOptions): readonly StillWaiting[] =>
  parts()
    .flatMap((part) => part.hidden?.() ?? [])
    .map(({ until, ...rest }) => ({ ...rest, until: new Date(until) }));

async function waitingParts({ parts, host }: DrainOptions): Promise<readonly string[]> {
  const active = host.active();
  const counts = await Promise.all(parts().map(async (part) => [part.name, await part.pending()] as const));
  const waiting = counts.filter(([, pending]) => pending > 0).map(([name, pending]) => `${name} (${pending})`);
  return active > 0 ? [...waiting, `functions (${active})`] : waiting;
}
