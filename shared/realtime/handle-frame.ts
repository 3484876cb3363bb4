import { clientMessage, MAX_FRAME_BYTES, type ServerMessage } from '../contract/socket.ts';
import type { Connection } from './connection-store.ts';
import { type SubscribeDependencies, subscribe } from './subscribe.ts';

/** A person clicks, a page reconnects: more than this in a minute is neither. */
export const MAX_FRAMES_PER_MINUTE = 240;

const MINUTE_TEXT_LENGTH = '2026-11-21T10:15'.length;

const problem = (code: Extract<ServerMessage, { type: 'error' }>['code'], detail: string): readonly ServerMessage[] => [
  { type: 'error', code, detail },
];

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is not JSON fits no message, and is answered like one that does not fit.
    return undefined;
  }
};

const handle = async (
  connection: Connection,
  frame: string,
  dependencies: SubscribeDependencies,
): Promise<readonly ServerMessage[]> => {
  if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) {
    return problem('MESSAGE_TOO_LARGE', `A message has at most ${MAX_FRAME_BYTES} bytes.`);
  }
  const message = clientMessage.safeParse(parse(frame));
  if (!message.success) {
    return problem(
      'MALFORMED',
      'Send {"action": "subscribe" | "unsubscribe", "topic", "after"?} or {"action": "ping"}.',
    );
  }
  switch (message.data.action) {
    case 'ping':
      return [{ type: 'pong' }];
    case 'subscribe':
      return subscribe(connection, message.data, dependencies);
    case 'unsubscribe':
      await dependencies.connections.unsubscribe(connection.connectionId, message.data.topic);
      return [{ type: 'unsubscribed', topic: message.data.topic }];
    case 'read':
      return problem('NOT_FOUND', 'There is no such notification in the inbox.');
  }
};

/** What a client says, and what it is answered. A mistake is told, and costs nobody the connection. */
export const handleFrame = async (
  connectionId: string,
  frame: string,
  dependencies: SubscribeDependencies,
): Promise<readonly ServerMessage[]> => {
  const window = dependencies.clock.now().toISOString().slice(0, MINUTE_TEXT_LENGTH);
  const counted = await dependencies.connections.countFrame(connectionId, window, MAX_FRAMES_PER_MINUTE);
  if (counted.outcome === 'gone') return [];
  if (counted.outcome === 'too_fast') {
    return problem('TOO_MANY_MESSAGES', `At most ${MAX_FRAMES_PER_MINUTE} messages are taken in a minute.`);
  }
  return handle(counted.connection, frame, dependencies);
};
