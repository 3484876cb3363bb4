/** The wire format of server-sent events: https://html.spec.whatwg.org/multipage/server-sent-events.html */

import type { ResetReason } from '../contract/socket.ts';
import type { EndingMessage } from './endings.ts';

/** A client that lost the stream comes back after so long, with the last `id` as `Last-Event-ID`. */
export const RETRY_MILLISECONDS = 1_000;

export const EVENT_STREAM_TYPE = 'text/event-stream';

/** An event with its place. JSON has no line breaks of its own, so the data is one line. */
export const sseEvent = (id: string, name: string, data: unknown): string =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** The same without a name, which a browser's `onmessage` hears. */
export const sseMessage = (id: string, data: unknown): string => `id: ${id}\ndata: ${JSON.stringify(data)}\n\n`;

/** An event without a place: who comes back goes on from the last `id`, and this does not come again. */
export const sseUnplaced = (name: string, data: unknown): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * The last event of a stream that ends for a reason, before which the client had everything. It is no place, so that a
 * client that comes back (with a fresh token) goes on from its last `id`.
 */
export const sseEnding = (message: EndingMessage): string => sseUnplaced('error', message);

/** What was missed is not sent: the client reads the state anew, and the stream goes on from this `id`. */
export const sseReset = (id: string, reason: ResetReason): string =>
  sseEvent(id, 'reset', { type: 'reset', cursor: id, reason });

/** The first frame, a comment alone: some clients hand on whatever comes first as a message. */
export const SSE_FIRST_FRAME = ': stream\n\n';

/** The first words: without data they are no event, and yet the client knows where it stands before the first one. */
export const sseOpening = (id: string): string => `retry: ${RETRY_MILLISECONDS}\nid: ${id}\n\n`;

/** A comment: the client hears nothing, and everybody in between sees that the stream lives. */
export const SSE_HEARTBEAT = ': heartbeat\n\n';
