import { guessCarrier } from '../../../../shared/carriers/detect-carrier.ts';
import { ORDERS_OPERATIONS } from '../../../../shared/contract/operations/orders.ts';
import { notFound, ProblemError } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { implement } from '../../../http/http-api.ts';
import { type Visible, visibleOrder } from '../../../http/order-access.ts';
import { changedResponse, runOn } from '../../change-order.ts';
import type { OrdersDependencies } from '../dependencies.ts';

/** A parcel of the order under this number, or one that has taken its place: a correction may be asked for again. */
const knowsParcel = ({ shipments }: Order, wanted: string): boolean =>
  shipments.some(({ trackingNumber, correctedFrom }) => trackingNumber === wanted || correctedFrom === wanted);

const hasParcel = ({ shipments }: Order, wanted: string): boolean =>
  shipments.some(({ trackingNumber }) => trackingNumber === wanted);

/** What is not for the caller does not exist for them. */
const requireSupport = ({ actors }: Visible): void => {
  if (!actors.some(({ role }) => role === 'csr' || role === 'admin')) throw notFound('Such an action');
};

export const correctShipment = implement(
  ORDERS_OPERATIONS.correctShipment,
  async ({ params, body, caller, headers }, deps: OrdersDependencies) => {
    const { orderId, trackingNumber } = params;
    const visible = await visibleOrder(deps.store, caller, orderId);
    if (!knowsParcel(visible.order, trackingNumber)) throw notFound('The parcel');
    const { confirmed, reason } = body;
    if (confirmed) {
      requireSupport(visible);
      const command = { type: 'confirm_shipment', trackingNumber, ...definedFields({ reason }) } as const;
      return changedResponse(deps, await runOn(deps, visible, command, headers));
    }
    const number = body.trackingNumber ?? trackingNumber;
    const command = {
      type: 'correct_shipment',
      trackingNumber,
      shipmentId: `shp_${deps.ids.ulid(deps.clock.now())}`,
      to: { trackingNumber: number, carrier: body.carrier ?? guessCarrier(number) },
      reason: reason ?? '',
    } as const;
    return changedResponse(deps, await runOn(deps, visible, command, headers));
  },
);

export const detachShipment = implement(
  ORDERS_OPERATIONS.detachShipment,
  async ({ params, query, body, caller, headers }, deps: OrdersDependencies) => {
    const { orderId, trackingNumber } = params;
    const visible = await visibleOrder(deps.store, caller, orderId);
    if (!hasParcel(visible.order, trackingNumber)) throw notFound('The parcel');
    const reason = body.reason ?? query.reason;
    if (reason === undefined) {
      throw new ProblemError('VALIDATION_FAILED', 'A reason is required to detach a parcel', {
        errors: [{ path: 'reason', message: 'Required, in the body or the query' }],
      });
    }
    const command = { type: 'detach_shipment', trackingNumber, reason } as const;
    return changedResponse(deps, await runOn(deps, visible, command, headers));
  },
);
