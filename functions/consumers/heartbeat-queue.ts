import { bodyOfMessage } from '../../shared/events/messages.ts';
import type { HeartbeatDependencies } from '../../shared/realtime/heartbeat.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/** Sends heartbeats that come after a while. */
export const heartbeatQueue =
  (queueUrl: string): HeartbeatDependencies['schedule'] =>
  async (next, delaySeconds) => {
    const sender = { client: sqsClient(), queueUrl, backoff: systemBackoff };
    const { failed } = await sendMessages(sender, [
      { body: bodyOfMessage({ kind: 'heartbeat', ...next }), delaySeconds },
    ]);
    const [first] = failed;
    if (first) throw new Error(`A heartbeat was not taken: ${first.failure.reason}`);
  };
