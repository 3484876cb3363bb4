import type { FunctionHost, Quiescent } from './ports.ts';

export interface DrainOptions {
  readonly parts: () => readonly Quiescent[];
  readonly host: Pick<FunctionHost, 'active'>;
  /** Grows with everything that happens: two looks with the same number had nothing in between. */
  readonly activity: () => number;
  readonly patienceMilliseconds?: number;
}

const PATIENCE_MILLISECONDS = 60_000;
const BETWEEN_LOOKS_MILLISECONDS = 5;
/** Longer than a message takes from a queue's answer to the poller that asked. */
const CALM_LOOKS = 4;

/**
 * Waits until nothing moves by itself any more: streams read to their ends, queues empty, schedules that are due done,
 * no function running, several looks in a row.
 * @throws when that does not come, naming what still waits.
 */
export async function drain(options: DrainOptions): Promise<void> {
  const deadline = performance.now() + (options.patienceMilliseconds ?? PATIENCE_MILLISECONDS);
  let calmLooks = 0;
  let lastActivity = options.activity();
  while (calmLooks < CALM_LOOKS) {
    const waiting = await waitingParts(options);
    const isCalm = waiting.length === 0 && options.activity() === lastActivity;
    lastActivity = options.activity();
    calmLooks = isCalm ? calmLooks + 1 : 0;
    if (performance.now() > deadline)
      throw new Error(`Still not at rest: ${waiting.join(', ') || 'calls keep coming'}`);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MILLISECONDS));
  }
}

async function waitingParts({ parts, host }: DrainOptions): Promise<readonly string[]> {
  const active = host.active();
  const counts = await Promise.all(parts().map(async (part) => [part.name, await part.pending()] as const));
  const waiting = counts.filter(([, pending]) => pending > 0).map(([name, pending]) => `${name} (${pending})`);
  return active > 0 ? [...waiting, `functions (${active})`] : waiting;
}
