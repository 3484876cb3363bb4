/** Where an order is, and how it came there. */
import type * as z from 'zod';
import type { ShownEvent } from '../../../shared/contract/events.ts';
import type { Locale } from '../../../shared/contract/locale.ts';
import type { orderStatus } from '../../../shared/contract/schemas/order-response.ts';
import type { Outlook } from '../../../shared/delays/outlook.ts';
import { farmHistory, speaksFarm } from '../../../shared/dialects/farm.ts';
import { partOfItems } from '../../../shared/orders/engine/item-counts.ts';
import { estimateFields } from '../../../shared/orders/model/delivery-place.ts';
import { latestOf } from '../../../shared/orders/model/estimate.ts';
import type { Order, Scan } from '../../../shared/orders/model/order.ts';
import type { ParcelPoll } from '../../../shared/polling/parcel-poll.ts';
import type { Shop } from '../../../shared/shops/shop.ts';
import { POLL_AFTER_SECONDS } from '../../../shared/workflows/polling.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { estimateReason } from './estimate-reason.ts';
import { historyResponse } from './history.ts';
import { stateResponse } from './order.ts';
import { parcelResponse } from './parcels.ts';
import { shopFaceResponse } from './shop-face.ts';

export interface StatusView {
  readonly workflow: WorkflowDefinition;
  readonly shop: Shop | undefined;
  /** A page of the status changes. */
  readonly changes: readonly ShownEvent[];
  readonly scans: readonly Scan[];
  readonly outlook: Outlook;
  readonly polls: readonly ParcelPoll[];
  readonly locale: Locale;
}

const outlookResponse = (order: Order, { expectation, silence, isQuiet }: Outlook, locale: Locale) => ({
  ...estimateFields(order, expectation.estimate),
  estimateSource: expectation.source ?? null,
  estimateReason: estimateReason(order, expectation, locale),
  firstPromise: order.firstPromise === undefined ? null : latestOf(order.firstPromise),
  isQuiet,
  silence: silence ?? null,
});

type Response = Omit<z.input<typeof orderStatus>, 'allowedNext' | 'actions' | 'pagination'>;

export const statusResponse = (
  order: Order,
  { workflow, shop, changes, scans, polls, outlook, locale }: StatusView,
): Response => {
  const history = changes.map(historyResponse);
  return {
    ...(speaksFarm(workflow) && farmHistory(history, order)),
    ...stateResponse(order),
    shop: shopFaceResponse(order, shop),
    ...outlookResponse(order, outlook, locale),
    fulfilmentType: order.fulfilmentType,
    itemCounts: partOfItems(order) ?? null,
    pollAfterSeconds: POLL_AFTER_SECONDS[order.phase],
    parcels: order.shipments.map((parcel) => parcelResponse(order, parcel, { scans, polls, locale })),
    history,
  };
};
