import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { acceptedLanguage } from '../../../../shared/i18n/negotiate.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { BY_READER, etagOf, ok } from '../../../http/responses.ts';
import { parcelScans } from '../../order-reads.ts';
import { parcelPolls } from '../../parcel-polls.ts';
import { detailResponse } from '../../responses/order-detail.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** The history's beginning; the timeline route pages through all of it. */
const FIRST_EVENTS = 100;

export const getOrder = implement(
  ORDERS_OPERATIONS.getOrder,
  async ({ params, caller, headers }, deps: OrdersDependencies) => {
    const { order, actors } = await visibleOrder(deps.store, caller, params.orderId);
    const [{ events }, scans, polls] = await Promise.all([
      deps.store.shownHistory(order.orderId, { limit: FIRST_EVENTS }),
      parcelScans(deps.store, order),
      parcelPolls(deps, order),
    ]);
    const locale = acceptedLanguage(headers['accept-language']) ?? order.locale;
    return ok(detailResponse(order, { actors, locale, events, scans, polls }), {
      ETag: etagOf(order),
      'Content-Language': locale,
      Vary: BY_READER,
    });
  },
);
