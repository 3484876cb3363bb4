import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import { type DeliveryAccuracy, learnFromDelivery } from '../../../shared/delays/learn-from-delivery.ts';
import { cachedTransitHistory } from '../../../shared/delays/transit-history.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { dynamoOrderStore } from '../../../shared/store/dynamo-order-store.ts';
import { dynamoTransitHistory } from '../../../shared/store/dynamo-transit-history.ts';
import { documentClient } from '../../composition/clients/dynamodb.ts';
import { metrics } from '../../composition/observability.ts';
import { systemBackoff, systemClock } from '../../composition/system.ts';
import { systemWorkflows } from '../../composition/workflows.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME } = readEnvironment(ENVIRONMENTS.LearnTransit);
  const store = dynamoTransitHistory(documentClient(), TABLE_NAME, systemClock);
  return {
    orders: dynamoOrderStore(documentClient(), TABLE_NAME, systemBackoff),
    workflows: systemWorkflows(TABLE_NAME),
    store,
    history: cachedTransitHistory(store, systemClock),
    clock: systemClock,
  };
});

const measure = ({ carrier, ...accuracy }: DeliveryAccuracy): void => {
  const { isPromiseBroken, promiseErrorDays, carrierErrorDays, ownErrorDays, delaysRaised, delaysRefuted } = accuracy;
  const measured: readonly (readonly [string, number | undefined])[] = [
    ['ParcelDelivered', 1],
    ['PromiseGiven', isPromiseBroken === undefined ? undefined : 1],
    ['PromiseBroken', isPromiseBroken === true ? 1 : undefined],
    ['PromiseErrorDays', promiseErrorDays],
    ['CarrierEstimateErrorDays', carrierErrorDays],
    ['OwnEstimateErrorDays', ownErrorDays],
    ['DelayRaised', delaysRaised || undefined],
    ['DelayRefuted', delaysRefuted || undefined],
  ];
  const perCarrier = metrics().singleMetric.bind(metrics());
  for (const [name, value] of measured) {
    if (value !== undefined) perCarrier().addDimension('carrier', carrier).addMetric(name, MetricUnit.Count, value);
  }
};

/** A parcel was delivered: what its way shows is added to what is usual, and what was said of it is measured. */
export const handler = queueConsumer(
  { name: 'learn-transit', ...fromQueue('deliveredParcels') },
  async ({ event }, { logger }) => {
    const { orderId, trackingNumber } = event;
    if (trackingNumber === undefined) return;
    const accuracy = await learnFromDelivery(dependencies(), { orderId, trackingNumber });
    if (accuracy === undefined) return;
    measure(accuracy);
    logger.info('A parcel was delivered', { orderId, ...accuracy });
  },
);
