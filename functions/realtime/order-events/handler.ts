import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { Caller } from '../../../shared/security/caller.ts';
import { credentialsOf, type IdentifyDependencies, identify } from '../../../shared/security/identify.ts';
import { tokenVerifier } from '../../../shared/security/token-verifier.ts';
import { dynamoFocusWriter } from '../../../shared/store/dynamo-focus.ts';
import { dynamoInboxStore } from '../../../shared/store/dynamo-inbox-store.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoRateLimitStore } from '../../../shared/store/dynamo-rate-limit-store.ts';
import { notificationReads } from '../../../shared/store/notification-reads.ts';
import { systemRevocations } from '../../composition/access-revocations.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { systemSecrets } from '../../composition/secrets.ts';
import { sleep, systemBackoff, systemClock } from '../../composition/system.ts';
import { viewerAddresses } from '../../composition/viewer-addresses.ts';
import { httpApi } from '../../http/http-api.ts';
import { streamedResponse } from '../../http/streamed-response.ts';
import { type EventsDependencies, followOrderEvents } from './routes/follow-order-events.ts';

const dependencies = (): EventsDependencies & IdentifyDependencies => {
  const environment = readEnvironment(ENVIRONMENTS.OrderEvents);
  const { TABLE_NAME, JWT_ISSUER, JWT_AUDIENCE, LINK_SECRET_ID, ORIGIN_SECRET_ID, STREAM_SECONDS } = environment;
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    inbox: dynamoInboxStore(documentClient(), TABLE_NAME, systemBackoff),
    notifications: notificationReads({ client: documentClient(), tableName: TABLE_NAME, backoff: systemBackoff }),
    revocations: systemRevocations(TABLE_NAME),
    focus: dynamoFocusWriter(documentClient(), TABLE_NAME),
    rates: dynamoRateLimitStore(documentClient(), TABLE_NAME),
    verifyToken: tokenVerifier({ issuer: JWT_ISSUER, audience: JWT_AUDIENCE, clock: systemClock }),
    isLinkSignedBy: (check) => systemSecrets().accepts(LINK_SECRET_ID, check),
    viewers: viewerAddresses(systemSecrets(), ORIGIN_SECRET_ID),
    clock: systemClock,
    sleep,
    streamMilliseconds: STREAM_SECONDS * 1_000,
  };
};

/** No gateway has asked who calls. A browser's `EventSource` can send no header: its token, of either kind, is in the query. */
const callerOf = (event: APIGatewayProxyEventV2, deps: IdentifyDependencies): Promise<Caller> => {
  const { authorization } = event.headers;
  const { token } = event.queryStringParameters ?? {};
  return identify(deps, { ...(token && credentialsOf(token)), ...(authorization && { authorization }) });
};

/** What happens to orders, as it happens, for clients that speak plain HTTP. */
export const handler = streamedResponse(
  httpApi({
    capability: 'OrderEvents',
    implementations: { followOrderEvents },
    dependencies,
    callerOf,
    revocations: ({ revocations }) => revocations,
  }),
);
