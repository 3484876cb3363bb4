import { bodyOfMessage } from '../../shared/events/messages.ts';
import type { InboxOwner } from '../../shared/notifications/inbox/inbox-owner.ts';
import { type InboxChange, inboxAudience } from '../../shared/realtime/inbox-change.ts';
import { audienceName } from '../../shared/realtime/topics.ts';
import { sha256 } from '../../shared/security/digest.ts';
import { dynamoConnectionStore } from '../../shared/store/dynamo-connection-store.ts';
import { documentClient } from '../composition/clients/dynamodb.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff, systemClock } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/** Has what changed in an inbox sent to its owner's devices. */
export type PublishInboxChange = (
  owner: InboxOwner,
  change: Partial<Pick<InboxChange, 'added' | 'read' | 'archived'>>,
) => Promise<void>;

/** Over the queue of broadcasts, and only where somebody may be looking: most people are not. */
export const inboxChanges = (tableName: string, queueUrl: string): PublishInboxChange => {
  const connections = dynamoConnectionStore(documentClient(), tableName, systemBackoff);
  return async (owner, change) => {
    const now = systemClock.now();
    if (!(await connections.mayBeFollowed(audienceName(inboxAudience(owner)), now))) return;
    const inbox = { owner, added: [], read: [], archived: [], ...change };
    const deduplicationId = sha256(JSON.stringify(inbox), 'hex');
    const { failed } = await sendMessages({ client: sqsClient(), queueUrl, backoff: systemBackoff }, [
      { body: bodyOfMessage({ kind: 'inbox', inbox }), fifo: { groupId: `inbox:${owner}`, deduplicationId } },
    ]);
    const [first] = failed;
    if (first) throw new Error(`A change of an inbox was not taken: ${first.failure.reason}`);
  };
};
