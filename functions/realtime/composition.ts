import { apiGatewaySender } from '../../shared/realtime/api-gateway-sender.ts';
import { createOutbox } from '../../shared/realtime/outbox.ts';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { documentClient } from '../composition/clients/dynamodb.ts';
import { MAX_CONCURRENT_POSTS, websocketClient } from '../composition/clients/websocket.ts';
import { logger } from '../composition/observability.ts';
import { systemBackoff, systemClock } from '../composition/system.ts';

/** Connections and the way to them. */
export const realtimeParts = ({
  TABLE_NAME,
  WEBSOCKET_CALLBACK_URL,
}: {
  readonly TABLE_NAME: string;
  readonly WEBSOCKET_CALLBACK_URL: string;
}) => {
  const connections = dynamoConnectionStore(documentClient(), TABLE_NAME, systemBackoff);
  const gateway = apiGatewaySender({
    client: websocketClient(WEBSOCKET_CALLBACK_URL),
    endpoint: WEBSOCKET_CALLBACK_URL,
    backoff: systemBackoff,
    clock: systemClock,
  });
  const outbox = createOutbox({
    gateway,
    concurrency: MAX_CONCURRENT_POSTS,
    onGone: async (connectionId, error) => {
      if (error !== undefined) {
        logger().warn('A client could not be reached and was disconnected, to reconnect', {
          connectionId,
          reason: error instanceof Error ? error.name : String(error),
        });
      }
      await connections.close(connectionId);
    },
  });
  return { connections, gateway, outbox };
};
