import type { OrderEvent } from '../../../shared/contract/events.ts';
import { bodyOfMessage } from '../../../shared/events/messages.ts';
import type { Dividing } from '../../../shared/realtime/followers.ts';
import { sqsClient } from '../../composition/clients/sqs.ts';
import { systemBackoff } from '../../composition/system.ts';
import { sendMessages } from '../../consumers/queue-sender.ts';

/** Each slot has a group of its own, in which events keep their order. */
export const portionSender =
  (queueUrl: string, event: OrderEvent): Dividing['send'] =>
  async (portions, readAt) => {
    const messages = portions.map(({ slot, slots, followers }) => ({
      body: bodyOfMessage({ kind: 'event_portion', delivery: { event, followers, readAt } }),
      fifo: {
        groupId: `${event.orderId}:${slot}/${slots}`,
        deduplicationId: `${event.eventId}:${slot}/${slots}`,
      },
    }));
    const { failed } = await sendMessages({ client: sqsClient(), queueUrl, backoff: systemBackoff }, messages);
    const [first] = failed;
    if (first) throw new Error(`Portions of a broadcast were not taken: ${first.failure.reason}`);
  };
