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
  const queue = new Queue<LiveMessage>(signal);
  if (!queue.over.aborted) queue.over.addEventListener('abort', connection.watch(topic, after, queue));
  return queue;
};
