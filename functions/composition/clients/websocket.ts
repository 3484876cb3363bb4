import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { LEAN_SETTINGS, leanClient } from '../../../shared/lean-client.ts';
import { tracedClient } from '../observability.ts';

/** Posts to many clients at a time; each is a small request of a few milliseconds. */
export const MAX_CONCURRENT_POSTS = 128;

/** @param endpoint The WebSocket API's own callback address, not the region's. */
export const websocketClient = (endpoint: string): ApiGatewayManagementApiClient =>
  tracedClient(
    leanClient(
      new ApiGatewayManagementApiClient({
        ...LEAN_SETTINGS,
        endpoint,
        requestHandler: {
          connectionTimeout: 1_000,
          requestTimeout: 3_000,
          httpAgent: { keepAlive: true, maxSockets: MAX_CONCURRENT_POSTS },
          httpsAgent: { keepAlive: true, maxSockets: MAX_CONCURRENT_POSTS },
        },
      }),
    ),
  );
