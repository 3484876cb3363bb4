import { destinationsOfKind, queueVariable } from '../../shared/contract/destinations.ts';
import { bodyOfMessage } from '../../shared/events/messages.ts';
import type { InboxOwner } from '../../shared/notifications/inbox/inbox-owner.ts';
import { type InboxChange, inboxAudience } from '../../shared/realtime/inbox-change.ts';
import { audienceName } from '../../shared/realtime/topics.ts';
import { sha256 } from '../../shared/security/digest.ts';
import { audiencesPresent } from '../../shared/store/presence.ts';
import { documentClient } from '../composition/clients/dynamodb.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import { systemBackoff, systemClock } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

/** Has what changed in an inbox sent to its owner's devices. */
export type PublishInboxChange = (
  owner: InboxOwner,
  change: Partial<Pick<InboxChange, 'added' | 'read' | 'archived'>>,
) => Promise<void>;

type Environment = Readonly<Record<string, unknown>> & { readonly TABLE_NAME: string };

const queueUrlsOf = (environment: Environment): readonly string[] =>
  destinationsOfKind('inbox_change').map((id) => String(environment[queueVariable(id)]));

/** Over the queue that takes such changes, and only where somebody may be looking: most people are not. */
export const inboxChanges = (environment: Environment): PublishInboxChange => {
  const table = { client: documentClient(), tableName: environment.TABLE_NAME, backoff: systemBackoff };
  return async (owner, given) => {
    const now = systemClock.now();
    const present = await audiencesPresent(table, [audienceName(inboxAudience(owner))], now);
    if (present.length === 0) return;
    const change = { owner, added: [], read: [], archived: [], ...given };
    const body = bodyOfMessage({ kind: 'inbox_change', change });
    const fifo = { groupId: `inbox:${owner}`, deduplicationId: sha256(JSON.stringify(change), 'hex') };
    for (const queueUrl of queueUrlsOf(environment)) {
      const sender = { client: sqsClient(), queueUrl, backoff: systemBackoff };
      const [first] = (await sendMessages(sender, [{ body, fifo }])).failed;
      if (first) throw new Error(`A change of an inbox was not taken: ${first.failure.reason}`);
    }
  };
};
