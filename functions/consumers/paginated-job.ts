import type { Clock } from '../../shared/clock/clock.ts';
import type { MessageKind } from '../../shared/contract/destinations.ts';
import { bodyOfMessage, type MessageOf } from '../../shared/events/messages.ts';
import type { OrderStore } from '../../shared/orders/use-cases/order-store.ts';
import { type Continuation, pageThroughOrders } from '../../shared/orders/use-cases/page-through-orders.ts';
import type { Phase } from '../../shared/workflows/workflow.ts';
import { sqsClient } from '../composition/clients/sqs.ts';
import type { Logger } from '../composition/observability.ts';
import { systemBackoff } from '../composition/system.ts';
import { sendMessages } from './queue-sender.ts';

type AnyMessage = MessageOf<MessageKind>;

export interface PaginatedJob<M extends AnyMessage> {
  readonly phases: readonly Phase[];
  readonly from: Continuation | undefined;
  readonly orders: Pick<OrderStore, 'idsInPhase'>;
  readonly queueUrl: string;
  /** Many enough to be cheap; few enough that a batch of ten such messages is done in half of a function's time. */
  readonly ordersInMessage: number;
  /** What the queue is sent for some orders, and to continue a job that ran out of time. */
  readonly askFor: (orderIds: readonly string[]) => M;
  readonly goOnFrom: (place: Continuation) => M;
  readonly millisecondsLeft: () => number;
  readonly logger: Logger;
}

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const send = async (queueUrl: string, messages: readonly AnyMessage[]): Promise<void> => {
  const { failed } = await sendMessages(
    { client: sqsClient(), queueUrl, backoff: systemBackoff },
    messages.map((message) => ({ body: bodyOfMessage(message) })),
  );
  const [first] = failed;
  if (first) throw new Error(`${failed.length} messages of the job were not sent: ${first.failure.reason}`);
};

/** Walks over orders by messages on a queue, some orders each, from the place on. */
export const runPaginatedJob = async <M extends AnyMessage>(job: PaginatedJob<M>): Promise<void> => {
  const { phases, from, orders, queueUrl, ordersInMessage, askFor, goOnFrom, millisecondsLeft, logger } = job;
  const result = await pageThroughOrders(phases, from, {
    idsInPhase: (phase, page) => orders.idsInPhase(phase, page),
    ask: (orderIds) => send(queueUrl, chunks(orderIds, ordersInMessage).map(askFor)),
    goOn: (place) => send(queueUrl, [goOnFrom(place)]),
    millisecondsLeft,
  });
  logger.info('Paginated job ran', { queueUrl, ...result });
};

/** What one message may take of its function's time, which it shares with the others of its batch. */
const MESSAGE_MILLISECONDS = 20_000;

/** Counts down from now. */
export const timeOfMessage = (clock: Clock): (() => number) => {
  const end = clock.now().getTime() + MESSAGE_MILLISECONDS;
  return () => end - clock.now().getTime();
};
