import { STORE_OPERATIONS } from '../../../../shared/contract/operations/store.ts';
import { notFound, ProblemError, roleNotAllowed } from '../../../../shared/contract/problem.ts';
import { photoFolder } from '../../../../shared/orders/use-cases/delivery-photos.ts';
import { implement } from '../../../http/http-api.ts';
import { possibilities, visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { created, ok } from '../../../http/responses.ts';
import type { StoreDependencies } from '../dependencies.ts';
import { photoKeyOf } from '../photo-key.ts';

const UPLOAD_SECONDS = 15 * 60;
const LINK_SECONDS = 5 * 60;

const after = (now: Date, seconds: number): string => new Date(now.getTime() + seconds * 1000).toISOString();

export const requestPhotoUpload = implement(
  STORE_OPERATIONS.requestPhotoUpload,
  async ({ params, body, caller }, deps: StoreDependencies) => {
    const visible = await visibleOrder(deps.store, caller, params.order_id);
    const { order, actors } = visible;
    const driver = actors.find(({ role }) => role === 'driver');
    if (driver?.id === undefined) throw roleNotAllowed(['driver']);
    const now = deps.clock.now();
    const { actions } = possibilities(await workflowOf(deps, order), visible, now);
    // Proof may also come after the delivery was reported, once.
    const isAwaited = order.stamps.deliveredAt !== undefined && order.isDeliveryProven !== true;
    if (!actions.includes('deliver') && !isAwaited)
      throw new ProblemError('NOT_APPLICABLE', 'No proof of delivery is awaited for this order');
    const photoKey = `${photoFolder(order.orderId, driver.id)}${deps.ids.ulid(now)}`;
    const { url, headers } = await deps.photos.signUpload(photoKey, body, UPLOAD_SECONDS);
    return created({ photoKey, method: 'PUT', url, headers: { ...headers }, expiresAt: after(now, UPLOAD_SECONDS) });
  },
);

export const getDeliveryPhoto = implement(
  STORE_OPERATIONS.getDeliveryPhoto,
  async ({ params, caller }, deps: StoreDependencies) => {
    const { order } = await visibleOrder(deps.store, caller, params.order_id);
    const photoKey = await photoKeyOf(deps.store, order.orderId);
    if (photoKey === undefined) throw notFound('The photo');
    const url = await deps.photos.signLink(photoKey, LINK_SECONDS);
    return ok({ photoKey, url, expiresAt: after(deps.clock.now(), LINK_SECONDS) }, { 'Cache-Control': 'no-store' });
  },
);
