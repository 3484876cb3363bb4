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

/** For clients that have no connection of which it could be noted. */
export interface FocusWriter {
  /** Somebody looks at one of the audience's clients until then; up to now, nobody does. */
  setFocus(audience: string, until: Date): Promise<void>;
}

/** A client says so again every minute; one word of it may be late. */
export const FOCUS_SECONDS = 150;

/** Of whoever follows their own orders: the topic `me`. */
const audienceOfUser = (userId: string): string => audienceName({ kind: 'customer', id: userId });

const focusEnd = (now: Date): Date => new Date(now.getTime() + FOCUS_SECONDS * 1_000);

/** Of a user's client that follows their own orders by event streams or pages. */
export const noteFocusOfUser = (userId: string, isFocused: boolean, writer: FocusWriter, now: Date): Promise<void> =>
  writer.setFocus(audienceOfUser(userId), isFocused ? focusEnd(now) : now);

/** Of a connection's client. */
export const noteFocus = async (
  { connectionId, caller }: Connection,
  isFocused: boolean,
  { connections, clock }: { readonly connections: Pick<ConnectionStore, 'setFocus'>; readonly clock: Clock },
): Promise<void> => {
  if (caller.kind !== 'user') return;
  const until = isFocused ? focusEnd(clock.now()) : undefined;
  await connections.setFocus({ connectionId, audience: audienceOfUser(caller.sub) }, until);
};

/** Whether the user looks at one of their clients at this moment. */
export const isUserInFocus = (userId: string, reader: FocusReader, now: Date): Promise<boolean> =>
  reader.isInFocus(audienceOfUser(userId), now);
