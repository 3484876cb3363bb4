import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { releaseScans } from '../../../shared/carriers/release-scans.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { OrderEvent, OrderEventType } from '../../../shared/contract/events.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { once } from '../../../shared/made-on-demand.ts';
import { followParcel } from '../../../shared/polling/follow-parcel.ts';
import { hurryDeliveries } from '../../../shared/polling/hurry-deliveries.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { followParts } from '../../composition/followed-parcels.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME, POLLED_CARRIERS } = readEnvironment(ENVIRONMENTS.ApplyParked);
  return { ...carrierUpdateParts(TABLE_NAME), ...followParts(TABLE_NAME, POLLED_CARRIERS) };
});

const APPLIES_PARKED: readonly OrderEventType[] = ['shipment_registered', 'shipment_corrected', 'shipment_confirmed'];

/** The number that the order has no longer, if the event took one off it. */
const takenOff = ({ type, trackingNumber, metadata }: OrderEvent): string | undefined => {
  if (type === 'shipment_detached') return trackingNumber;
  const previous = type === 'shipment_corrected' ? metadata?.previousTrackingNumber : undefined;
  return typeof previous === 'string' && previous !== trackingNumber ? previous : undefined;
};

/**
 * A parcel was registered: what its carrier reported before is applied now, and its carrier is asked for it from now on.
 * A parcel was taken off: what was reported of it is for the order that it belongs to. An order was cancelled: its couriers
 * are called back by the next poll.
 */
export const handler = queueConsumer(
  { name: 'apply-parked', ...fromQueue('parked') },
  async ({ event }, { logger }) => {
    const { type, orderId, trackingNumber, carrier, recordedAt } = event;
    if (type === 'status_changed') {
      const deliveries = await hurryDeliveries(dependencies(), orderId);
      if (deliveries > 0) logger.info('An order was cancelled that couriers are to bring', { orderId, deliveries });
      return;
    }
    const released = takenOff(event);
    if (released !== undefined) {
      const outcome = await releaseScans(dependencies(), { orderId, trackingNumber: released });
      logger.info('A parcel was taken off', { orderId, trackingNumber: released, outcome });
    }
    if (!APPLIES_PARKED.includes(type) || trackingNumber === undefined || carrier === undefined) return;
    const outcome = await applyParkedScans(dependencies(), { orderId, trackingNumber, carrier });
    await followParcel(dependencies(), { carrier, trackingNumber, registeredAt: recordedAt });
    logger.info('A parcel was registered', { orderId, trackingNumber, outcome });
  },
);
