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

type GivenChange = Partial<Pick<InboxChange, 'added' | 'read' | 'archived'>>;

/** Has what changed in an inbox sent to its owner's devices. */
export type PublishInboxChange = (owner: InboxOwner, change: GivenChange) => Promise<void>;

/** The same for several at a time. */
export type PublishInboxChanges = (changes: ReadonlyMap<InboxOwner, GivenChange>) => Promise<void>;

type Environment = Readonly<Record<string, unknown>> & { readonly TABLE_NAME: string };

const queueUrlsOf = (environment: Environment): readonly string[] =>
  destinationsOfKind('inbox_change').map((id) => String(environment[queueVariable(id)]));

const messageOf = (owner: InboxOwner, given: GivenChange) => {
  const change = { owner, added: [], read: [], archived: [], ...given };
  const fifo = { groupId: `inbox:${owner}`, deduplicationId: sha256(JSON.stringify(change), 'hex') };
  return { body: bodyOfMessage({ kind: 'inbox_change', change }), fifo };
};

/** Over the queue that takes such changes, and only where somebody may be looking, which one call shows of all. */
export const manyInboxChanges = (environment: Environment): PublishInboxChanges => {
  const table = { client: documentClient(), tableName: environment.TABLE_NAME, backoff: systemBackoff };
  return async (changes) => {
    const audiences = new Map([...changes.keys()].map((owner) => [audienceName(inboxAudience(owner)), owner]));
    const present = await audiencesPresent(table, [...audiences.keys()], systemClock.now());
    const messages = present.flatMap((name) => {
      const owner = audiences.get(name);
      const given = owner && changes.get(owner);
      return owner && given ? [messageOf(owner, given)] : [];
    });
    if (messages.length === 0) return;
    for (const queueUrl of queueUrlsOf(environment)) {
      const sender = { client: sqsClient(), queueUrl, backoff: systemBackoff };
      const [first] = (await sendMessages(sender, messages)).failed;
      if (first) throw new Error(`A change of an inbox was not taken: ${first.failure.reason}`);
    }
  };
};

/** Of one inbox. */
export const inboxChanges = (environment: Environment): PublishInboxChange => {
  const publish = manyInboxChanges(environment);
  return (owner, change) => publish(new Map([[owner, change]]));
};
