import type { ParcelCount } from '../../../shared/contract/schemas/tracking.ts';
import { definedFields } from '../../../shared/defined-fields.ts';
import { leadMilestone } from '../../../shared/orders/engine/lead-milestone.ts';
import type { Order, Shipment } from '../../../shared/orders/model/order.ts';

/** How many parcels belong together with this one, in the same cycle, and how many of them have come. */
export const parcelCountOf = ({ shipments }: Pick<Order, 'shipments'>, { cycle }: Shipment): ParcelCount => {
  const lead = leadMilestone({ shipments, ...definedFields({ cycle }) });
  return { total: lead?.parcels ?? 0, delivered: lead?.delivered ?? 0 };
};
