import type { ScheduleMessage } from '../../shared/events/messages.ts';
import type { OrderStore } from '../../shared/orders/order-store.ts';
import { type SweepPlace, sweep } from '../../shared/schedules/sweep.ts';
import { sqsClient } from '../support/clients/sqs.ts';
import type { Logger } from '../support/observe.ts';
import { sendMessages } from '../support/queue-sender.ts';

/** So many orders are one message: little enough for one function run, many enough to be cheap. */
const ORDERS_IN_MESSAGE = 20;

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

const send = async (queueUrl: string, messages: readonly ScheduleMessage[]): Promise<void> => {
  const { failed } = await sendMessages(
    sqsClient(),
    queueUrl,
    messages.map((message) => ({ body: JSON.stringify(message) })),
  );
  const [first] = failed;
  if (first) throw new Error(`${failed.length} messages of the sweep were not taken: ${first.failure.reason}`);
};

/** Sweeps from the place on, by messages on the schedule queue. */
export const sweepOpenOrders = async (
  from: SweepPlace | undefined,
  options: {
    readonly orders: Pick<OrderStore, 'idsInPhase'>;
    readonly queueUrl: string;
    readonly millisecondsLeft: () => number;
    readonly logger: Logger;
  },
): Promise<void> => {
  const { orders, queueUrl, millisecondsLeft, logger } = options;
  const swept = await sweep(from, {
    idsInPhase: (phase, page) => orders.idsInPhase(phase, page),
    ask: (orderIds) =>
      send(
        queueUrl,
        chunks(orderIds, ORDERS_IN_MESSAGE).map((some) => ({ reconcile: { orderIds: [...some] } })),
      ),
    goOn: (place) => send(queueUrl, [{ sweep: place }]),
    millisecondsLeft,
  });
  logger.info('Swept the open orders', swept);
};
