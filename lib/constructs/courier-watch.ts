import type { Construct } from 'constructs';
import type { ServiceContext } from './service-context.ts';

/** Alarms and a chart of the deliveries that a courier is asked for. */
export const watchCourier = (scope: Construct, { monitoring }: ServiceContext, carrier: string): void => {
  const source = { source: carrier };
  const refused = monitoring.counted('DeliveriesApi', 'CourierAccountRefused', source);
  const late = monitoring.counted('DeliveriesApi', 'DeliveryNotCancelled', source);
  const left = monitoring.counted('PollCarrier', 'DeliveryNotCancelled', source);
  monitoring.alarm(scope, `Account-${carrier}`, {
    metric: refused,
    above: 0,
    severity: 'page',
    runbook: 'couriers',
    meaning: `${carrier} refuses our account: no shop can have it bring anything.`,
  });
  for (const [by, metric] of [
    ['Booking', late],
    ['Cancelled', left],
  ] as const)
    monitoring.alarm(scope, `Uncancelled${by}-${carrier}`, {
      metric,
      above: 0,
      severity: 'ticket',
      runbook: 'couriers',
      meaning: `A courier of ${carrier} is on the way for an order that is cancelled, and was not called back.`,
    });
  monitoring.chart(`Deliveries of ${carrier}`, [refused, late, left]);
};
