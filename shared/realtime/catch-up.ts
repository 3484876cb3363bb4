import type { Clock } from '../clock/clock.ts';
import { isAccessRevoked, type RevocationReader } from '../security/access-revocations.ts';
import type { CatchUp } from './catch-up-message.ts';
import type { ConnectionStore } from './connection-store.ts';
import { decodeCursor } from './cursor.ts';
import { endingOf } from './endings.ts';
import type { Outbox } from './outbox.ts';
import { missedEvents, type Orders, resolveAudience } from './subscribe.ts';
import { parseTopic } from './topics.ts';

export interface CatchUpDependencies {
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly orders: Orders;
  readonly revocations: RevocationReader;
  readonly outbox: Pick<Outbox, 'send'>;
  readonly clock: Clock;
}

/**
 * Sends a new subscription the events behind its cursor, most often none. What the broadcast has sent already comes once
 * more, and the client knows it by its `seq`. Who may not listen any more is left to the next delivery, which ends it.
 */
export const sendMissed = async (
  { connectionId, topic: name, after }: CatchUp,
  { connections, orders, revocations, outbox, clock }: CatchUpDependencies,
): Promise<void> => {
  const now = clock.now();
  const [connection, topic, cursor] = [await connections.get(connectionId), parseTopic(name), decodeCursor(after)];
  if (connection === undefined || topic === undefined || cursor === undefined) return;
  if (endingOf(connection, now) !== undefined || (await isAccessRevoked(connection.caller, revocations))) return;
  const audience = await resolveAudience(topic, connection.caller, orders);
  if (audience === undefined || audience === 'withdrawn') return;
  const missed = await missedEvents(orders, audience, name, { after: cursor, now });
  if (missed && missed.messages.length > 0) await outbox.send(connectionId, missed.messages);
};
