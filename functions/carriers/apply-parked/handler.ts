import { applyParkedScans } from '../../../shared/carriers/apply-parked-scans.ts';
import { ENVIRONMENTS, readEnvironment } from '../../../shared/contract/environment.ts';
import type { OrderEventType } from '../../../shared/contract/events.ts';
import { fromQueue } from '../../../shared/events/messages.ts';
import { carrierUpdateParts } from '../../composition/carrier-updates.ts';
import { once } from '../../composition/system.ts';
import { queueConsumer } from '../../consumers/queue-consumer.ts';

const dependencies = once(() => carrierUpdateParts(readEnvironment(ENVIRONMENTS.ApplyParked).TABLE_NAME));

const APPLIES_PARKED: readonly OrderEventType[] = ['shipment_registered', 'shipment_corrected', 'shipment_confirmed'];

/** A parcel was registered: what its carrier reported before is applied now. */
export const handler = queueConsumer(
  { name: 'apply-parked', ...fromQueue('parked') },
  async ({ event }, { logger }) => {
    const { type, orderId, trackingNumber, carrier } = event;
    if (!APPLIES_PARKED.includes(type) || trackingNumber === undefined || carrier === undefined) return;
    const outcome = await applyParkedScans(dependencies(), { orderId, trackingNumber, carrier });
    logger.info('A parcel was registered', { orderId, trackingNumber, outcome });
  },
);
