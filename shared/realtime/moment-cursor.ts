import { type Cursor, eventIdAt, markOfAudience } from './cursor.ts';
import { type Audience, audienceName } from './topics.ts';

/** The cursor, with the mark of its audience where it names no event. */
export const markedCursor = (audience: Audience, cursor: Cursor): Cursor =>
  cursor.seq > 0 ? cursor : { ...cursor, audience: markOfAudience(audienceName(audience)) };

/** The place of a reader of this audience who asks for nothing that has been, where no event is stored for it. */
export const momentCursor = (audience: Audience, now: Date): Cursor =>
  markedCursor(audience, { eventId: eventIdAt(now), seq: 0 });

/**
 * Whether the cursor says where a reader of this audience is. One with an event's `seq` does for every audience: what its
 * reader has had is found by the event. A moment is one of its own audience only.
 */
export const isCursorOf = ({ audience: mark }: Cursor, audience: Audience): boolean =>
  mark === undefined || mark === markOfAudience(audienceName(audience));
