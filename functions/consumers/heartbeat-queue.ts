import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { HeartbeatDependencies } from '../../shared/realtime/heartbeat.ts';
import { sqsClient } from '../composition/clients/sqs.ts';

/** Sends heartbeats that come after a while. */
export const heartbeatQueue =
  (queueUrl: string): HeartbeatDependencies['schedule'] =>
  async (next, delaySeconds) => {
    await sqsClient().send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(next), DelaySeconds: delaySeconds }),
    );
  };
