import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { settingsOwner } from '../settings-owner.ts';
import type { PreferenceDependencies } from './preferences.ts';

type DeviceDependencies = Pick<PreferenceDependencies, 'devices' | 'store' | 'clock'>;

/** Registering again moves nothing but the time; on another's device, it becomes the caller's. */
export const registerDevice = implement(
  NOTIFICATIONS_OPERATIONS.registerDevice,
  async ({ body: { sellerId, ...device }, caller }, { devices, store, clock }: DeviceDependencies) => {
    const { ownerId, registrar: by, isForAnother } = await settingsOwner(caller, { sellerId }, store);
    // Support sees what a shop is sent; it is not sent it.
    if (isForAnother) throw notFound('The settings');
    await devices.register({ ownerId, device, by, at: clock.now().toISOString() });
    return ok({ success: true, registered: true });
  },
);

/** The response is the same whether or not it was there, and whose it was. */
export const unregisterDevice = implement(
  NOTIFICATIONS_OPERATIONS.unregisterDevice,
  async ({ body: { sellerId, token }, caller }, { devices, store }: DeviceDependencies) => {
    const { ownerId } = await settingsOwner(caller, { sellerId }, store);
    await devices.unregister(ownerId, token);
    return ok({ success: true, registered: false });
  },
);
