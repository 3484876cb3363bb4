import { MILLISECONDS_A_DAY } from '../calendar/durations.ts';
import type { Instant } from '../calendar/instant.ts';
import { recordedScans } from '../carriers/recorded-scans.ts';
import { withoutSuperseded } from '../carriers/settle-returns.ts';
import type { Clock } from '../clock/clock.ts';
import { UNKNOWN_CARRIER } from '../contract/unknown-carrier.ts';
import { definedFields } from '../defined-fields.ts';
import { leadingMilestone } from '../orders/engine/parcel-state.ts';
import { countedAt, isCredible } from '../orders/engine/scan-flags.ts';
import { orderTimeZone } from '../orders/model/delivery-place.ts';
import { type Estimate, endsOf, overAt, startOf } from '../orders/model/estimate.ts';
import type { Order, Scan, Shipment } from '../orders/model/order.ts';
import type { OrderStore } from '../orders/use-cases/order-store.ts';
import { type WorkflowCatalog, workflowOfOrder } from '../orders/use-cases/workflow-catalog.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';
import { remainingTime, type TransitHistory, type TransitHistoryStore } from './transit-history.ts';
import { transitGroupsOf } from './transit-route.ts';
import { isEmpty, stageOf, timesOfParcel } from './transit-times.ts';

export interface LearningDependencies {
  readonly orders: Pick<OrderStore, 'getWithScans' | 'scans'>;
  readonly workflows: WorkflowCatalog;
  readonly store: TransitHistoryStore;
  /** What was known before; may be a little old. */
  readonly history: TransitHistory;
  readonly clock: Clock;
}

/** How right what was said of a parcel turned out to be. Days are those from the delivery to what was said; 0 is right. */
export interface DeliveryAccuracy {
  readonly carrier: string;
  readonly isPromiseBroken?: boolean;
  readonly promiseErrorDays?: number;
  /** Of the carrier's last estimate. */
  readonly carrierErrorDays?: number;
  /** Of our own, as it was when the carrier first had the parcel. */
  readonly ownErrorDays?: number;
  /** How often the parcel's silence led the order to a delay; only where a promise says whether it was late. */
  readonly delaysRaised: number;
  /** All of these, where the promise was met after all. */
  readonly delaysRefuted: number;
}

const errorDays = (estimate: Estimate, deliveredAt: Instant, timeZone: string): number => {
  const { from } = endsOf(estimate);
  const [at, begin, end] = [deliveredAt, startOf(from, timeZone), overAt(estimate, timeZone)].map(Date.parse) as [
    number,
    number,
    number,
  ];
  return Math.max(begin - at, at - end, 0) / MILLISECONDS_A_DAY;
};

/** The timers of a silence that have fired for this parcel's order since it was registered. */
const delaysBySilence = (workflow: WorkflowDefinition, order: Order, { registeredAt }: Shipment): number =>
  workflow.deadlines.filter(({ rule, at, action }) => {
    const isSilence = at === 'lastScanAt' || at === 'unscannedSince';
    const isDelay = action.kind === 'transition' && workflow.statuses[action.to]?.phase === 'delayed';
    return isSilence && isDelay && (order.firedDeadlines[rule] ?? '') > registeredAt;
  }).length;

interface Delivered {
  readonly order: Order;
  readonly shipment: Shipment;
  /** Those of the parcel that count, oldest first. */
  readonly scans: readonly Scan[];
  readonly deliveredAt: Instant;
}

const ownErrorDays = async (
  { order, shipment, scans, deliveredAt }: Delivered,
  history: TransitHistory,
): Promise<number | undefined> => {
  const first = scans.find(({ milestone }) => stageOf(milestone) !== undefined && milestone !== 'label_created');
  const stage = first && stageOf(first.milestone);
  if (first === undefined || stage === undefined) return undefined;
  const remaining = await remainingTime(history, transitGroupsOf(order, shipment, scans), stage, 0);
  if (remaining === undefined) return undefined;
  const took = Date.parse(deliveredAt) - Date.parse(countedAt(first));
  return Math.max(remaining.from - took, took - remaining.to, 0) / MILLISECONDS_A_DAY;
};

const accuracyOf = async (
  delivered: Delivered,
  { history, workflows }: Pick<LearningDependencies, 'history' | 'workflows'>,
): Promise<DeliveryAccuracy> => {
  const { order, shipment, deliveredAt } = delivered;
  const timeZone = orderTimeZone(order);
  const { carrier, isCarrierEstimate, estimatedDelivery } = shipment;
  const promise = order.firstPromise;
  const isPromiseBroken = promise && deliveredAt >= overAt(promise, timeZone);
  const raised = promise ? delaysBySilence(await workflowOfOrder(workflows, order), order, shipment) : 0;
  return {
    carrier,
    ...(promise && {
      isPromiseBroken: isPromiseBroken === true,
      promiseErrorDays: errorDays(promise, deliveredAt, timeZone),
    }),
    ...(isCarrierEstimate && estimatedDelivery !== undefined
      ? { carrierErrorDays: errorDays(estimatedDelivery, deliveredAt, timeZone) }
      : {}),
    ...definedFields({ ownErrorDays: await ownErrorDays(delivered, history) }),
    delaysRaised: raised,
    delaysRefuted: isPromiseBroken ? 0 : raised,
  };
};

/** What is known of the parcel, if it was delivered and nothing about that is in doubt. */
const deliveredParcel = async (
  { orders }: LearningDependencies,
  orderId: string,
  trackingNumber: string,
): Promise<Delivered | undefined> => {
  const read = await orders.getWithScans(orderId);
  const shipment = read?.order.shipments.find((parcel) => parcel.trackingNumber === trackingNumber);
  if (read === undefined || shipment === undefined || shipment.carrier === UNKNOWN_CARRIER) return undefined;
  const deliveredAt = shipment.ended?.occurredAt;
  if (shipment.needsConfirmation || leadingMilestone(shipment) !== 'delivered' || deliveredAt === undefined)
    return undefined;
  const isOwn = (scan: Scan) => scan.trackingNumber === trackingNumber;
  const all = read.isComplete ? read.scans.filter(isOwn) : await recordedScans(orders, orderId, isOwn);
  const scans = withoutSuperseded(all.filter(isCredible)).toSorted((a, b) => countedAt(a).localeCompare(countedAt(b)));
  return { order: read.order, shipment, scans, deliveredAt };
};

/**
 * Learns from a parcel that was delivered, once. A parcel whose learning broke off half-way is lost to the history, which
 * no statistic notices; one that counted twice would be noticed no more.
 *
 * @returns how right what was said of it was; `undefined` where there is nothing to learn.
 */
export const learnFromDelivery = async (
  dependencies: LearningDependencies,
  { orderId, trackingNumber }: { readonly orderId: string; readonly trackingNumber: string },
): Promise<DeliveryAccuracy | undefined> => {
  const { store, clock } = dependencies;
  const delivered = await deliveredParcel(dependencies, orderId, trackingNumber);
  if (delivered === undefined) return undefined;
  const { order, shipment, scans } = delivered;
  const times = timesOfParcel(shipment, scans);
  if (isEmpty(times) || !(await store.claim(orderId, trackingNumber, clock.now()))) return undefined;
  const accuracy = await accuracyOf(delivered, dependencies);
  await store.add(transitGroupsOf(order, shipment, scans), times, clock.now());
  return accuracy;
};
