import { applyUpdate } from '../carriers/receive-webhook.ts';
import { afterFailure, stopped } from './after-look.ts';
import { saveNext } from './ask-parcels.ts';
import type { Look } from './look-at-parcel.ts';
import type { LookedAt } from './read-due.ts';
import { callCarrier, momentOf, type Worker } from './worker.ts';

type Left = LookedAt & { readonly look: Extract<Look, { kind: 'cancel' }> };

const isLeft = (one: LookedAt): one is Left => one.look.kind === 'cancel';

/** Operations have to see to it: somebody brings what nobody wants, and is paid for it. */
const reportUncancelled = ({ dependencies }: Worker, { poll, look }: Left, code: string): void => {
  const { carrier, trackingNumber } = poll;
  dependencies.telemetry.count('DeliveryNotCancelled', carrier);
  dependencies.telemetry.warn('A courier could not be called back', {
    orderId: look.orderId,
    carrier,
    trackingNumber,
    code,
  });
};

const cancelOne = async (worker: Worker, left: Left): Promise<void> => {
  const { dependencies, polled } = worker;
  const { poll, look } = left;
  const deliveryId = await dependencies.deliveryOf(look.orderId, poll.trackingNumber);
  const { cancelDelivery } = polled.client;
  // Whoever booked it elsewhere calls it back there.
  if (deliveryId === undefined || cancelDelivery === undefined) return saveNext(worker, stopped(poll, 'ended'));
  if ((await worker.gate.take(1)) === 0) {
    worker.end = 'out_of_quota';
    return;
  }
  const outcome = await callCarrier(worker, () => cancelDelivery(deliveryId));
  switch (outcome.kind) {
    case 'ok':
      await applyUpdate(dependencies, poll.carrier, outcome.value.update);
      return saveNext(worker, stopped(poll, 'ended'));
    case 'refused':
    case 'notFound':
      reportUncancelled(worker, left, outcome.code);
      return saveNext(worker, stopped(poll, 'ended'));
    case 'unavailable':
    case 'malformed':
      return saveNext(worker, afterFailure(poll, momentOf(worker)));
    default:
    // It was not looked at: it is still the first in the line.
  }
};

/** Calls back the couriers of orders that were cancelled. */
export const cancelDeliveries = async (worker: Worker, parcels: readonly LookedAt[]): Promise<void> => {
  for (const left of parcels.filter(isLeft)) if (worker.end === undefined) await cancelOne(worker, left);
};
