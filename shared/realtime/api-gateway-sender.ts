import {
  type ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { ConnectionGateway } from './connection-gateway.ts';

const isGone = (error: unknown): boolean => error instanceof Error && error.name === 'GoneException';

/** Clients of an API Gateway WebSocket API. */
export const apiGatewaySender = (client: ApiGatewayManagementApiClient): ConnectionGateway => ({
  post: async (connectionId, frame) => {
    try {
      await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: frame }));
      return 'delivered';
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  },
  disconnect: async (connectionId) => {
    try {
      await client.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  },
});
