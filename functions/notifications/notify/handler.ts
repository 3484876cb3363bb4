import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Lane, queueVariable } from '../../../shared/contract/destinations.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { OrderEvent } from '../../../shared/contract/events.ts';
import { fromQueue, type MessageOn } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { isProven, type LinkRequest } from '../../../shared/notifications/link-request.ts';
import type { PlannedNotification } from '../../../shared/notifications/notification.ts';
import { guestPageUrl, orderPageUrl } from '../../../shared/notifications/order-page.ts';
import { planLink, planNotifications } from '../../../shared/notifications/plan.ts';
import { planInputs, withRecords } from '../../../shared/notifications/plan-inputs.ts';
import { findNamedOrders } from '../../../shared/orders/use-cases/find-order.ts';
import { withShop } from '../../../shared/shops/shop.ts';
import { orderAndRecords } from '../../../shared/store/dynamo-order-and-records.ts';
import type { KnownOfOrder } from '../../../shared/store/dynamo-order-and-shop.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { withRecordsDelivered } from '../../composition/record-channels.ts';
import { systemClock } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';
import { guestToken, planWrittenMessage } from '../plan-written-message.ts';
import { planningDependencies, recordAndHandOver } from '../planning.ts';

const dependencies = once(() => {
  const environment = readEnvironment(ENVIRONMENTS.Notify);
  return {
    ...planningDependencies(environment),
    orderAndRecords: orderAndRecords({ client: documentClient(), tableName: environment.TABLE_NAME }),
    supportEmail: environment.SUPPORT_EMAIL,
    laneUrl: (lane: Lane) => environment[queueVariable(lane)],
  };
});

type Dependencies = ReturnType<typeof dependencies>;

const knownOf = ({ sellerId, seq }: OrderEvent): KnownOfOrder => ({ sellerId, version: seq });

const planEvent = async (event: OrderEvent, deps: Dependencies): Promise<readonly PlannedNotification[]> => {
  const read = await deps.orderAndRecords(event);
  if (!read) throw new Error(`Order ${event.orderId} of event ${event.eventId} is not there`);
  const { order, records } = read;
  const [token, inputs] = await Promise.all([
    guestToken(deps, order, event.recordedAt),
    planInputs(event.effects, order, deps),
  ]);
  const { providers, supportEmail } = deps;
  const { shop } = inputs;
  const link = orderPageUrl(order, deps.publicUrl, () => token);
  const now = systemClock.now().toISOString();
  const planned = planNotifications({ event, order, link, now, providers, supportEmail, records, ...inputs });
  return withRecordsDelivered(withRecords(planned, records), {
    order: withShop(order, shop),
    shop,
    templates: deps.templates,
  });
};

/** Nobody is notified that a request did not match: the requester has a response, and it reveals nothing. */
const planRequest = async (request: LinkRequest, deps: Dependencies): Promise<readonly PlannedNotification[]> => {
  const named = await findNamedOrders(deps.orders, request.orderNumber);
  const order = named.find((one) => isProven(request, one));
  if (!order) return [];
  const token = await guestToken(deps, order, request.requestedAt);
  const link = guestPageUrl(deps.publicUrl, order.orderId, token);
  const now = systemClock.now().toISOString();
  const planned = planLink(request, { order, link, now, providers: deps.providers });
  return withRecordsDelivered(planned, { order, templates: deps.templates });
};

const planAny = (message: MessageOn<'notify'>, deps: Dependencies): Promise<readonly PlannedNotification[]> => {
  switch (message.kind) {
    case 'event':
      return planEvent(message.event, deps);
    case 'link_request':
      return planRequest(message.linkRequest, deps);
    case 'written_message':
      return planWrittenMessage(message.writtenMessage, deps);
  }
};

/**
 * Plans the notifications of an event, of what somebody wrote, or of a request for a link, records each once and hands it
 * over. What ends in between comes again, so that no record stays without its message.
 */
export const handler = queueConsumer({ name: 'notify', ...fromQueue('notify') }, async (message, { metrics }) => {
  const deps = dependencies();
  const planned = await planAny(message, deps);
  const known = message.kind === 'event' ? knownOf(message.event) : undefined;
  const created = await recordAndHandOver(planned, known, deps);
  metrics.addMetric('NotificationPlanned', MetricUnit.Count, created);
});
