import { bodyOfMessage, type MessageOf } from '../../shared/events/messages.ts';
import type { CatchUp } from '../../shared/realtime/catch-up-message.ts';
import type { Heartbeat } from '../../shared/realtime/heartbeat.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/** What comes to a connection after a while. */
export const heartbeatQueue = (queueUrl: string) => {
  const send = async (message: MessageOf<'heartbeat' | 'catch_up'>, delaySeconds: number): Promise<void> => {
    const sender = { client: sqsClient(), queueUrl, backoff: systemBackoff };
    const { failed } = await sendMessages(sender, [{ body: bodyOfMessage(message), delaySeconds }]);
    const [first] = failed;
    if (first) throw new Error(`A ${message.kind} was not taken: ${first.failure.reason}`);
  };
  return {
    schedule: (next: Heartbeat, delaySeconds: number) => send({ kind: 'heartbeat', ...next }, delaySeconds),
    catchUpLater: (message: CatchUp, delaySeconds: number) => send({ kind: 'catch_up', ...message }, delaySeconds),
  };
};
