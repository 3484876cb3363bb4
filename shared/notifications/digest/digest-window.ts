import type { ChannelDescriptor } from '../../contract/channel-descriptor.ts';
import { sha256 } from '../../security/digest.ts';
import type { Notification } from '../notification.ts';

const MILLISECONDS_A_MINUTE = 60_000;

type Collected = Pick<Notification, 'ownerId' | 'priority' | 'facts'>;
type Window = Pick<ChannelDescriptor, 'id' | 'digestMinutes'>;

/** Whether the message waits for others: one that asks to come at some time does not, and what a person wrote is said whole. */
export const isCollected = ({ ownerId, priority, facts }: Collected, { digestMinutes }: Window): boolean =>
  digestMinutes !== undefined &&
  priority === 'low' &&
  ownerId !== undefined &&
  facts.pickup === undefined &&
  facts.message === undefined;

/** Until when it waits for others; `undefined` where it waits for none. */
export const collectedUntil = ({ ownerId, ...message }: Collected, channel: Window, now: Date): Date | undefined =>
  ownerId !== undefined && isCollected({ ownerId, ...message }, channel) ? windowEnd(ownerId, channel, now) : undefined;

/** Where the windows of a person on a channel begin: they do not all end at the full hour. */
const offsetOf = (ownerId: string, channel: string, length: number): number =>
  Number.parseInt(sha256(JSON.stringify([ownerId, channel]), 'hex').slice(0, 8), 16) % length;

/**
 * The end of the window that a message falls into: the same for all that go to one person over one channel in that time,
 * without anybody having to know of the others.
 */
const windowEnd = (ownerId: string, { id, digestMinutes = 0 }: Window, now: Date): Date => {
  const length = digestMinutes * MILLISECONDS_A_MINUTE;
  const since = (now.getTime() - offsetOf(ownerId, id, length)) % length;
  return new Date(now.getTime() - since + length);
};
