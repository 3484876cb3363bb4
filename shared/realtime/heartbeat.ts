/**
 * Each connection has one message under way to itself, which comes back every five minutes, or when its token expires:
 * the only clock that a connection has, for API Gateway neither pings nor knows how long a token is good.
 */
import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import type { ServerMessage } from '../contract/socket.ts';
import { once } from '../made-on-demand.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { isAccessRevoked, type RevocationReader } from '../security/access-revocations.ts';
import { isLinkOf } from '../security/actors.ts';
import type { Caller } from '../security/caller.ts';
import type { ConnectionGateway } from './connection-gateway.ts';
import type { Connection, ConnectionStore } from './connection-store.ts';
import { type EndingCode, endingMessage, endingOf } from './endings.ts';

/** Half of the ten minutes after which API Gateway closes a silent connection, and what a queue delays well within. */
const HEARTBEAT_SECONDS = 300;

/**
 * The first one comes sooner: a client that gave up while its handshake was under way, or whose end was never reported,
 * counts as one of its caller's and of its address's until it is found to be gone.
 */
const FIRST_HEARTBEAT_SECONDS = 30;

/** A connection is there a moment after its handshake was accepted: until then nothing can be posted to it. */
const OPENING_MILLISECONDS = 10_000;

export const heartbeat = once(() => z.object({ connectionId: z.string().min(1), beat: z.int().min(0) }));
export type Heartbeat = z.output<ReturnType<typeof heartbeat>>;

export interface HeartbeatDependencies {
  readonly connections: Pick<ConnectionStore, 'get' | 'completeHeartbeat' | 'close'>;
  readonly orders: Pick<OrderStore, 'get'>;
  readonly revocations: RevocationReader;
  readonly gateway: ConnectionGateway;
  readonly clock: Clock;
  /** Sends the heartbeat to come after so many seconds, 0 to 900. */
  readonly schedule: (next: Heartbeat, delaySeconds: number) => Promise<void>;
}

/** Whole seconds until the connection should be looked at again: its token's end, or five minutes. */
const secondsUntilNext = ({ caller, isRefused, isTooMany }: Connection, now: Date): number => {
  if (isRefused === true || isTooMany === true) return 0;
  if (caller.kind === 'anonymous' || caller.validUntil === undefined) return HEARTBEAT_SECONDS;
  const left = Math.ceil((Date.parse(caller.validUntil) - now.getTime()) / 1000);
  return Math.min(HEARTBEAT_SECONDS, Math.max(1, left));
};

/** Begins the heartbeats of a connection that is opened. */
export const beginHeartbeats = (
  connection: Connection,
  { schedule, clock }: Pick<HeartbeatDependencies, 'schedule' | 'clock'>,
): Promise<void> =>
  schedule(
    { connectionId: connection.connectionId, beat: 0 },
    Math.min(FIRST_HEARTBEAT_SECONDS, secondsUntilNext(connection, clock.now())),
  );

/** A link, or a user's tokens, may be revoked while nothing happens that the connection follows. */
const isRevoked = async (caller: Caller, { orders, revocations }: HeartbeatDependencies): Promise<boolean> => {
  if (caller.kind !== 'guest') return isAccessRevoked(caller, revocations);
  const order = await orders.get(caller.orderId);
  return order === undefined || !isLinkOf(caller, order);
};

const endingNow = async (
  connection: Connection,
  dependencies: HeartbeatDependencies,
): Promise<EndingCode | undefined> =>
  endingOf(connection, dependencies.clock.now()) ??
  ((await isRevoked(connection.caller, dependencies)) ? 'ACCESS_WITHDRAWN' : undefined);

const isOpening = ({ connectedAt }: Connection, now: Date): boolean =>
  Math.abs(now.getTime() - Date.parse(connectedAt)) < OPENING_MILLISECONDS;

/** Ends the connection with its reason, or finds out that it is not there yet. */
const end = async (
  connection: Connection,
  code: EndingCode,
  { connections, gateway }: HeartbeatDependencies,
): Promise<'ended' | 'gone'> => {
  const { connectionId } = connection;
  if ((await gateway.post(connectionId, JSON.stringify(endingMessage(code)))) === 'gone') return 'gone';
  await gateway.disconnect(connectionId);
  await connections.close(connectionId);
  return 'ended';
};

/** Whether the connection is open and stays so. */
type BeatResult = 'open' | 'ended' | 'unknown';

const PING: ServerMessage = { type: 'ping' };

/**
 * One heartbeat: ends a connection whose token has expired or was never good, pings any other, and sends the next one.
 * May run twice for one message: it is recognized by its number, and a duplicate of the next one ends there.
 */
export const beat = async (message: Heartbeat, dependencies: HeartbeatDependencies): Promise<BeatResult> => {
  const { connections, gateway, clock, schedule } = dependencies;
  const { connectionId } = message;
  const connection = await connections.get(connectionId);
  if (connection === undefined || (connection.nextHeartbeat ?? 0) > message.beat) return 'unknown';
  const code = await endingNow(connection, dependencies);
  const outcome =
    code === undefined
      ? await gateway.post(connectionId, JSON.stringify(PING))
      : await end(connection, code, dependencies);
  if (outcome === 'ended') return 'ended';
  if (outcome === 'gone') {
    if (isOpening(connection, clock.now())) await schedule(message, 1);
    else await connections.close(connectionId);
    return 'unknown';
  }
  await schedule({ connectionId, beat: message.beat + 1 }, secondsUntilNext(connection, clock.now()));
  await connections.completeHeartbeat(connectionId, message.beat);
  return 'open';
};
