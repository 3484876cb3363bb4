import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { SOCKET_SUBPROTOCOL } from '../../../shared/contract/socket.ts';
import { handleFrame } from '../../../shared/realtime/handle-frame.ts';
import { readHandshake } from '../../../shared/realtime/handshake.ts';
import { ANONYMOUS } from '../../../shared/security/caller.ts';
import { credentialsOf, identify } from '../../../shared/security/identify.ts';
import { tokenVerifier } from '../../../shared/security/token-verifier.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { secondsAfter } from '../../../shared/store/item.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { observed } from '../../composition/observability.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { once, systemBackoff, systemClock } from '../../composition/system.ts';
import { realtimeParts } from '../composition.ts';

/** A connection lasts two hours at most; what it leaves behind is gone soon after. */
const RETENTION_SECONDS = 2.5 * 3600;

/** Only the handshake carries headers and a query. */
type SocketEvent = APIGatewayProxyWebsocketEventV2 & {
  readonly headers?: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>> | null;
};

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Socket);
  const { JWT_ISSUER, JWT_AUDIENCE, LINK_SECRET_ID, TABLE_NAME } = environment;
  return {
    ...realtimeParts(environment),
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    verifyToken: tokenVerifier({ issuer: JWT_ISSUER, audience: JWT_AUDIENCE, clock: systemClock }),
    isLinkSignedBy: (check: (secret: string) => boolean) => systemSecrets().accepts(LINK_SECRET_ID, check),
    clock: systemClock,
  };
});

const connect = async (event: SocketEvent): Promise<APIGatewayProxyResultV2> => {
  const { token, asksForSubprotocol } = readHandshake(event.headers ?? {}, event.queryStringParameters ?? {});
  const caller = token === undefined ? ANONYMOUS : await identify(dependencies(), credentialsOf(token));
  if (token !== undefined && caller.kind === 'anonymous') return { statusCode: 401 };
  const now = systemClock.now();
  await dependencies().connections.open({
    connectionId: event.requestContext.connectionId,
    caller,
    connectedAt: now.toISOString(),
    expiresAt: secondsAfter(now, RETENTION_SECONDS),
  });
  return { statusCode: 200, ...(asksForSubprotocol && { headers: { 'Sec-WebSocket-Protocol': SOCKET_SUBPROTOCOL } }) };
};

const response = async (event: SocketEvent): Promise<APIGatewayProxyResultV2> => {
  const { connectionId } = event.requestContext;
  for (const message of await handleFrame(connectionId, event.body ?? '', dependencies())) {
    await dependencies().gateway.post(connectionId, JSON.stringify(message));
  }
  return { statusCode: 200 };
};

/** The WebSocket API's one function: who comes, who goes, and what clients say in between. */
export const handler = observed<SocketEvent, APIGatewayProxyResultV2>('socket', async (event) => {
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
