import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';

/** Posts to many clients at a time; each is a small request of a few milliseconds. */
export const MOST_POSTS_AT_A_TIME = 128;

/** @param endpoint The WebSocket API's own callback address, not the region's. */
export const websocketClient = (endpoint: string): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({
    endpoint,
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      httpAgent: { keepAlive: true, maxSockets: MOST_POSTS_AT_A_TIME },
      httpsAgent: { keepAlive: true, maxSockets: MOST_POSTS_AT_A_TIME },
    },
  });
