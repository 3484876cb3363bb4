import type { HandledChanges, Poison, TableChange } from '../consumers/stream-consumer.ts';
import type { Onward, Undelivered } from './route-onward.ts';

/**
 * How long the stream waits for a queue that refuses everything: a deployment's permissions may need a moment. Then what
 * it should have got is parked, so that the other queues go on. What passes by itself is waited for.
 */
const PATIENCE_MILLISECONDS = 60_000;

const isForGood = ({ kind }: Undelivered, { at }: TableChange, now: Date): boolean =>
  kind === 'invalid' || (kind === 'refused' && now.getTime() - at.getTime() > PATIENCE_MILLISECONDS);

const poisonOf = (sequenceNumber: string, undelivered: readonly Undelivered[]): Poison => ({
  sequenceNumber,
  reason: [...new Set(undelivered.map(({ destination, reason }) => `${destination}: ${reason}`))].join('; '),
  destinations: undelivered.map(({ destination }) => destination),
});

/** Which changes the stream gives again, and which are parked. One that may yet be delivered whole is given again. */
export const settleUndelivered = (
  changes: readonly TableChange[],
  { undelivered, unreadable }: Onward,
  now: Date,
): HandledChanges => {
  const failed: string[] = [];
  const poison: Poison[] = [...unreadable];
  const byChange = Map.groupBy(undelivered, ({ sequenceNumber }) => sequenceNumber);
  for (const change of changes) {
    const ofChange = byChange.get(change.sequenceNumber);
    if (ofChange === undefined) continue;
    if (ofChange.every((each) => isForGood(each, change, now))) poison.push(poisonOf(change.sequenceNumber, ofChange));
    else failed.push(change.sequenceNumber);
  }
  return { failed, poison };
};
