import { isProblem } from '../../../../client/src/index.ts';

export interface RowReader {
  /** Reads it unless it is being read, or could not be read a moment ago. */
  want(orderId: string): void;
  stop(): void;
}

/** So many at once: a shop that imports its orders hears of hundreds in a second. */
const AT_ONCE = 4;
const AGAIN_MILLISECONDS = 15_000;

/** Nobody may see it, or it is not there: trying again does not help. */
const isFinal = (error: unknown): boolean => isProblem(error) && (error.status === 404 || error.status === 403);

/**
 * Reads orders that a board has only heard of, each once and a few at a time. One that cannot be read now is tried again
 * after a pause, however often it is heard of meanwhile: what is wrong with one order is no load for the service.
 *
 * @param read Reads one and puts it on the board.
 */
export const rowReader = (read: (orderId: string) => Promise<void>): RowReader => {
  const wanted = new Set<string>();
  const queue: string[] = [];
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let running = 0;
  let isStopped = false;
  const enqueue = (orderId: string): void => {
    queue.push(orderId);
    if (running < AT_ONCE) void lane();
  };
  const later = (orderId: string): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      enqueue(orderId);
    }, AGAIN_MILLISECONDS);
    timers.add(timer);
  };
  const readOne = async (orderId: string): Promise<void> => {
    try {
      await read(orderId);
      wanted.delete(orderId);
    } catch (error) {
      if (!isStopped && !isFinal(error)) later(orderId);
    }
  };
  const lane = async (): Promise<void> => {
    running += 1;
    for (let next = queue.shift(); next !== undefined && !isStopped; next = queue.shift()) await readOne(next);
    running -= 1;
  };
  return {
    want: (orderId) => {
      if (wanted.has(orderId)) return;
      wanted.add(orderId);
      enqueue(orderId);
    },
    stop: () => {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
