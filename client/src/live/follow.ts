import type { Connection } from './connection.ts';
import type { LiveMessage, Topic } from './messages.ts';
import { Queue } from './queue.ts';

export interface FollowOptions {
  /** The cursor to go on from; absent, from now on. */
  readonly after?: string | undefined;
  /** Ends the iteration without an error. */
  readonly signal?: AbortSignal | undefined;
}

/** What a connection, or its stand-in in another tab, offers to those who follow. */
export type Watchable = Pick<Connection, 'watch' | 'state' | 'wake' | 'look'>;

/** Each message of the topic once, in order, over whatever transport works. */
export const follow = (
  connection: Pick<Watchable, 'watch'>,
  topic: Topic,
  { after, signal }: FollowOptions = {},
): AsyncIterableIterator<LiveMessage> => {
  let leave = (): void => undefined;
  const queue = new Queue<LiveMessage>(() => {
    signal?.removeEventListener('abort', end);
    leave();
  });
  const end = (): void => void queue.return();
  leave = connection.watch(topic, after, queue);
  if (signal?.aborted) end();
  else signal?.addEventListener('abort', end);
  return queue;
};
