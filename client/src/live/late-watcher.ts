import { Feed, type Watcher } from './feed.ts';
import type { LiveMessage, Topic } from './messages.ts';

/**
 * A watcher that joins a topic which is followed already, and has a place of its own behind it: what lies between is
 * read by pages, and what comes meanwhile waits for that.
 *
 * @param place The topic's; without one the pages are read once it has one: what happens before would be in neither.
 * @param readPage Reads one page behind the feed's place; `undefined` where there are none, or nobody waits for them.
 */
export const lateWatcher = (
  topic: Topic,
  after: string,
  watcher: Watcher,
  place: string | undefined,
  readPage: (feed: Feed) => Promise<{ readonly hasMore: boolean } | undefined>,
): Watcher => {
  const feed = new Feed(topic, after);
  feed.watchers.add(watcher);
  const waiting: LiveMessage[] = [];
  let isCaughtUp = false;
  const catchUp = async (): Promise<void> => {
    for (let page = await readPage(feed); page?.hasMore; page = await readPage(feed)) await feed.drained();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await feed.drained();
      feed.take(next, false);
    }
    isCaughtUp = true;
  };
  let begin = (): void => {
    begin = () => {};
    catchUp().catch((error) => watcher.fail(error));
  };
  if (place) begin();
  return {
    push: (message) => {
      begin();
      if (isCaughtUp) feed.take(message, false);
      else waiting.push(message);
    },
    moved: (cursor) => {
      begin();
      if (isCaughtUp) feed.moveTo(cursor);
    },
    fail: (error) => watcher.fail(error),
    get isFull() {
      return watcher.isFull;
    },
    drained: () => watcher.drained(),
  };
};
