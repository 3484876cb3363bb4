import { bodyOfMessage } from '../../shared/events/messages.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from '../consumers/queue-sender.ts';

/** Asks for a page of a message to many. @throws Error where the queue does not take it. */
export const askForPage = async (queueUrl: string, jobId: string, step: number): Promise<void> => {
  const target = { client: sqsClient(), queueUrl, backoff: systemBackoff };
  const { failed } = await sendMessages(target, [{ body: bodyOfMessage({ kind: 'bulk_send', jobId, step }) }]);
  const [first] = failed;
  if (first) throw new Error(`The next page of ${jobId} was not asked for: ${first.failure.reason}`);
};
