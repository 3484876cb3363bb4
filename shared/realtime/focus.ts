/**
 * Whether somebody looks at a client: then what happens is seen there, and no device has to ring. It holds for a while
 * only, because a laptop that falls asleep says nothing any more.
 */
import type { Clock } from '../clock/clock.ts';
import type { Connection, ConnectionStore } from './connection-store.ts';
import { audienceName } from './topics.ts';

export interface FocusReader {
  /** Whether somebody looks at one of the clients that follow the audience. */
  isInFocus(audience: string, now: Date): Promise<boolean>;
}

/** A client says so again every minute; one word of it may be late. */
export const FOCUS_SECONDS = 150;

/** Of whoever follows their own orders: the topic `me`. */
const audienceOfUser = (userId: string): string => audienceName({ kind: 'customer', id: userId });

export const noteFocus = async (
  { connectionId, caller }: Connection,
  isFocused: boolean,
  { connections, clock }: { readonly connections: Pick<ConnectionStore, 'setFocus'>; readonly clock: Clock },
): Promise<void> => {
  if (caller.kind !== 'user') return;
  const until = isFocused ? new Date(clock.now().getTime() + FOCUS_SECONDS * 1_000) : undefined;
  await connections.setFocus({ connectionId, audience: audienceOfUser(caller.sub) }, until);
};

/** Whether the user looks at one of their clients at this moment. */
export const isUserInFocus = (userId: string, reader: FocusReader, now: Date): Promise<boolean> =>
  reader.isInFocus(audienceOfUser(userId), now);
