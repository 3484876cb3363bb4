import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { SOCKET_SUBPROTOCOL } from '../../../shared/contract/socket-limits.ts';
import { once } from '../../../shared/made-on-demand.ts';
import type { Connection } from '../../../shared/realtime/connection-store.ts';
import { isEnding } from '../../../shared/realtime/endings.ts';
import { handleFrame } from '../../../shared/realtime/handle-frame.ts';
import { readHandshake } from '../../../shared/realtime/handshake.ts';
import { beginHeartbeats } from '../../../shared/realtime/heartbeat.ts';
import { limitsOf, limitsOfRefused } from '../../../shared/realtime/open-limits.ts';
import { ANONYMOUS } from '../../../shared/security/caller.ts';
import { credentialsOf, identify } from '../../../shared/security/identify.ts';
import { takeFromAddress } from '../../../shared/security/public-limits.ts';
import { tokenVerifier } from '../../../shared/security/token-verifier.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { secondsAfter } from '../../../shared/store/item.ts';
import { systemRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { lambdaHandler } from '../../composition/lambda-handler.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { systemBackoff, systemClock, systemIds } from '../../composition/system.ts';
import { heartbeatQueue } from '../../consumers/heartbeat-queue.ts';
import { inboxChanges } from '../../consumers/inbox-changes.ts';
import { realtimeParts } from '../composition.ts';

/** A connection lasts two hours at most; what it leaves behind is gone soon after. */
const RETENTION_SECONDS = 2.5 * 3600;

/** Only the handshake carries headers and a query. */
type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  readonly requestContext: { readonly identity: { readonly sourceIp: string } };
  readonly headers?: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>> | null;
};

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Socket);
  const { JWT_ISSUER, JWT_AUDIENCE, LINK_SECRET_ID, TABLE_NAME, HEARTBEAT_QUEUE_URL } = environment;
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    revocations: systemRevocations(TABLE_NAME),
    rates: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    verifyToken: tokenVerifier({ issuer: JWT_ISSUER, audience: JWT_AUDIENCE, clock: systemClock }),
    isLinkSignedBy: (check: (secret: string) => boolean) => systemSecrets().accepts(LINK_SECRET_ID, check),
    inbox: dynamoInboxStore(documentClient(), TABLE_NAME, systemBackoff),
    publishInboxChange: inboxChanges(environment),
    clock: systemClock,
    newId: () => systemIds.ulid(systemClock.now()),
    schedule: heartbeatQueue(HEARTBEAT_QUEUE_URL),
  };
});

/**
 * A connection with a token that is not valid is accepted, and ends with a message that says why: a handshake that is
 * refused leaves a browser with 1006 and no reason.
 */
const connectionFrom = async (event: SocketEvent, token: string | undefined): Promise<Connection> => {
  const caller = token === undefined ? ANONYMOUS : await identify(dependencies(), credentialsOf(token));
  const now = systemClock.now();
  return {
    connectionId: event.requestContext.connectionId,
    caller,
    connectedAt: now.toISOString(),
    address: event.requestContext.identity.sourceIp,
    ...(token !== undefined && caller.kind === 'anonymous' && { isRefused: true }),
    expiresAt: secondsAfter(now, RETENTION_SECONDS),
  };
};

/** Beyond what the caller may have open it is opened all the same, to be sent why it ends; beyond what the address may, not. */
const openWithin = async (connection: Connection): Promise<Connection | undefined> => {
  const { connections } = dependencies();
  const limits = connection.isRefused === true ? limitsOfRefused(connection) : limitsOf(connection);
  const result = await connections.open(connection, limits);
  if (result.outcome === 'opened') return connection;
  const refused = { ...connection, isTooMany: true };
  const again = await connections.open(refused, limitsOfRefused(refused));
  return again.outcome === 'opened' ? refused : undefined;
};

const TOO_MANY: APIGatewayProxyResultV2 = { statusCode: 429 };

const connect = async (event: SocketEvent): Promise<APIGatewayProxyResultV2> => {
  const { token, asksForSubprotocol } = readHandshake(event.headers ?? {}, event.queryStringParameters ?? {});
  const connection = await connectionFrom(event, token);
  if (connection.caller.kind === 'anonymous') {
    const { rates, clock } = dependencies();
    const verdict = await takeFromAddress(rates, 'connections', connection.address, clock.now());
    if (!verdict.allowed) return TOO_MANY;
  }
  const opened = await openWithin(connection);
  if (opened === undefined) return TOO_MANY;
  await beginHeartbeats(opened, dependencies());
  return { statusCode: 200, ...(asksForSubprotocol && { headers: { 'Sec-WebSocket-Protocol': SOCKET_SUBPROTOCOL } }) };
};

const response = async (event: SocketEvent): Promise<APIGatewayProxyResultV2> => {
  const { connectionId } = event.requestContext;
  const { connections, gateway } = dependencies();
  for await (const message of handleFrame(connectionId, event.body ?? '', dependencies())) {
    if ((await gateway.post(connectionId, JSON.stringify(message))) === 'gone') break;
    if (!isEnding(message)) continue;
    await gateway.disconnect(connectionId);
    await connections.close(connectionId);
  }
  return { statusCode: 200 };
};

/** The WebSocket API's one function: who comes, who goes, and what clients say in between. */
export const handler = lambdaHandler<SocketEvent, APIGatewayProxyResultV2>('socket').handler(async (event) => {
  switch (event.requestContext.eventType) {
    case 'CONNECT':
      return connect(event);
    case 'DISCONNECT':
      await dependencies().connections.close(event.requestContext.connectionId);
      return { statusCode: 200 };
    default:
      return response(event);
  }
});
