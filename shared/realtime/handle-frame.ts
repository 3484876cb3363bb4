import * as z from 'zod';
import { type ClientMessage, clientMessage } from '../contract/client-message.ts';
import type { ServerMessage } from '../contract/socket.ts';
import { MAX_FRAME_BYTES } from '../contract/socket-limits.ts';
import { once } from '../made-on-demand.ts';
import { parseJson } from '../parse-json.ts';
import type { Connection } from './connection-store.ts';
import { endingMessage, endingOf } from './endings.ts';
import { noteFocus } from './focus.ts';
import { type ReadEntryDependencies, readEntry } from './read-entry.ts';
import { type SubscribeDependencies, subscribe } from './subscribe.ts';

export interface FrameDependencies extends SubscribeDependencies, ReadEntryDependencies {}

/** A person clicks, a page reconnects: more than this in a minute is neither. */
const MAX_FRAMES_PER_MINUTE = 240;

/** A subscription reads an order and what was missed: it counts as so many frames. */
const SUBSCRIBE_WEIGHT = 4;

const MINUTE_TEXT_LENGTH = '2026-11-21T10:15'.length;

const problem = (code: Extract<ServerMessage, { type: 'error' }>['code'], detail: string): readonly ServerMessage[] => [
  { type: 'error', code, detail },
];

const MALFORMED = 'Send {"action": "subscribe" | "unsubscribe", "topic", "after"?} or {"action": "ping"}.';

const named = once(() => z.object({ topic: z.string().max(256) }));

/** Names the topic that was asked for, by which a client knows which question it is the reply to. */
const malformed = (value: unknown): readonly ServerMessage[] => {
  const asked = named().safeParse(value);
  return [{ type: 'error', code: 'MALFORMED', detail: MALFORMED, ...(asked.success && { topic: asked.data.topic }) }];
};

type Frame = { readonly message: ClientMessage } | { readonly problem: readonly ServerMessage[] };

const read = (frame: string): Frame => {
  if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) {
    return { problem: problem('MESSAGE_TOO_LARGE', `A message has at most ${MAX_FRAME_BYTES} bytes.`) };
  }
  const value = parseJson(frame);
  const message = clientMessage().safeParse(value);
  return message.success ? { message: message.data } : { problem: malformed(value) };
};

const handle = async function* (
  connection: Connection,
  message: ClientMessage,
  dependencies: FrameDependencies,
): AsyncGenerator<ServerMessage, void, void> {
  switch (message.action) {
    case 'ping':
      if (message.focused !== undefined) await noteFocus(connection, message.focused, dependencies);
      yield { type: 'pong' };
      return;
    case 'subscribe':
      yield* subscribe(connection, message, dependencies);
      return;
    case 'unsubscribe':
      await dependencies.connections.unsubscribe(connection.connectionId, message.topic);
      yield { type: 'unsubscribed', topic: message.topic };
      return;
    case 'read':
      yield* (await readEntry(connection.caller, message.notificationId, dependencies)) ??
        problem('NOT_FOUND', 'There is no such notification in the inbox.');
  }
};

const weightOf = (frame: Frame): number =>
  'message' in frame && frame.message.action === 'subscribe' ? SUBSCRIBE_WEIGHT : 1;

/**
 * What a client says, and what it is sent for it. A mistake costs nobody the connection; an expired token, a withdrawn
 * right and too much of everything do: the last message then carries the code that the connection is to end with. The next
 * message is to be asked for when the one before has been sent.
 */
export const handleFrame = async function* (
  connectionId: string,
  text: string,
  dependencies: FrameDependencies,
): AsyncGenerator<ServerMessage, void, void> {
  const frame = read(text);
  const now = dependencies.clock.now();
  const counted = await dependencies.connections.countFrame(connectionId, {
    window: now.toISOString().slice(0, MINUTE_TEXT_LENGTH),
    weight: weightOf(frame),
    limit: MAX_FRAMES_PER_MINUTE,
  });
  if (counted.outcome === 'gone') return;
  const ending = counted.outcome === 'too_fast' ? 'TOO_MANY_MESSAGES' : endingOf(counted.connection, now);
  if (ending !== undefined) yield endingMessage(ending);
  else if ('problem' in frame) yield* frame.problem;
  else if (counted.outcome === 'accepted') yield* handle(counted.connection, frame.message, dependencies);
};
