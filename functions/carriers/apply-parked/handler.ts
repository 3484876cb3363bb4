import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { OrderEventType } from '../../../shared/contract/events.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { followParcel } from '../../../shared/polling/follow-parcel.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { followParts } from '../../composition/followed-parcels.ts';
import { once } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => {
  const { TABLE_NAME, POLLED_CARRIERS } = readEnvironment(ENVIRONMENTS.ApplyParked);
  return { ...carrierUpdateParts(TABLE_NAME), ...followParts(TABLE_NAME, POLLED_CARRIERS) };
});

const APPLIES_PARKED: readonly OrderEventType[] = ['shipment_registered', 'shipment_corrected', 'shipment_confirmed'];

/** A parcel was registered: what its carrier reported before is applied now, and its carrier is asked for it from now on. */
export const handler = queueConsumer(
  { name: 'apply-parked', ...fromQueue('parked') },
  async ({ event }, { logger }) => {
    const { type, orderId, trackingNumber, carrier, recordedAt } = event;
    if (!APPLIES_PARKED.includes(type) || trackingNumber === undefined || carrier === undefined) return;
    const outcome = await applyParkedScans(dependencies(), { orderId, trackingNumber, carrier });
    await followParcel(dependencies(), { carrier, trackingNumber, registeredAt: recordedAt });
    logger.info('A parcel was registered', { orderId, trackingNumber, outcome });
  },
);
