import { isOfBrowser } from '../../../../shared/contract/device-address.ts';
import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import { definedFields } from '../../../../shared/defined-fields.ts';
import { deviceIdOf } from '../../../../shared/notifications/contacts/device-id.ts';
import { implement } from '../../../http/http-api.ts';
import { ok } from '../../../http/responses.ts';
import { settingsOwner } from '../settings-owner.ts';
import type { PreferenceDependencies } from './preferences.ts';

type DeviceDependencies = Pick<PreferenceDependencies, 'devices' | 'store' | 'clock'>;

/** Registering again moves nothing but the time; on another's device, it becomes the caller's. */
export const registerDevice = implement(
  NOTIFICATIONS_OPERATIONS.registerDevice,
  async ({ body: { sellerId, name, ...device }, caller }, { devices, store, clock }: DeviceDependencies) => {
    const { ownerId, registrar: by, isForAnother } = await settingsOwner(caller, { sellerId }, store);
    // Support sees what a shop is sent; it is not sent it.
    if (isForAnother) throw notFound('The settings');
    const at = clock.now().toISOString();
    await devices.register({ ownerId, device, by, at, ...definedFields({ name }) });
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

/** With a token a message could be sent to the device: it is shown to nobody, and support sees no device at all. */
export const listDevices = implement(
  NOTIFICATIONS_OPERATIONS.listDevices,
  async ({ query, caller }, { devices, store }: DeviceDependencies) => {
    const { ownerId, isForAnother } = await settingsOwner(caller, query, store);
    if (isForAnother) throw notFound('The devices');
    const owned = await devices.list(ownerId);
    const shown = owned.map(({ token, platform, name, createdAt, lastUsedAt }) => ({
      id: deviceIdOf(token),
      kind: isOfBrowser(token) ? ('browser' as const) : ('app' as const),
      platform,
      name: name ?? null,
      createdAt,
      lastUsedAt,
    }));
    return ok({ devices: shown }, { 'Cache-Control': 'private, no-store' });
  },
);

/** Looked for among the owner's own: a name of somebody else's device names nothing. */
export const removeDevice = implement(
  NOTIFICATIONS_OPERATIONS.removeDevice,
  async ({ params: { deviceId }, query, caller }, { devices, store }: DeviceDependencies) => {
    const { ownerId, isForAnother } = await settingsOwner(caller, query, store);
    if (isForAnother) throw notFound('The devices');
    const device = (await devices.list(ownerId)).find(({ token }) => deviceIdOf(token) === deviceId);
    if (device !== undefined) await devices.unregister(ownerId, device.token);
    return ok({ success: true, registered: false });
  },
);
