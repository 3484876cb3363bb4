import { NOTIFICATIONS_OPERATIONS } from '../../../../shared/contract/operations/notifications.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder } from '../../../http/order-access.ts';
import { ok } from '../../../http/responses.ts';
import type { NotificationsDependencies } from '../dependencies.ts';

export const retryNotifications = implement(
  NOTIFICATIONS_OPERATIONS.retryNotifications,
  async ({ params: { orderId }, body: { notificationIds }, caller }, deps: NotificationsDependencies) => {
    const { store, notifications, clock, ids, audit, sendToLanes } = deps;
    const { actors } = await visibleOrder(store, caller, orderId);
    const at = clock.now();
    const failed = (await notifications.listForOrder(orderId)).filter(
      ({ status, notificationId }) => status === 'failed' && (notificationIds?.includes(notificationId) ?? true),
    );
    const reopened = [];
    for (const one of failed) if (await notifications.reopen(one, at.toISOString())) reopened.push(one);
    await sendToLanes(reopened.map((one) => ({ ...one, status: 'pending' as const })));
    const retried = reopened.map(({ notificationId }) => notificationId);
    if (retried.length > 0)
      await audit.append({
        auditId: `aud_${ids.ulid(at)}`,
        at: at.toISOString(),
        actor: actors[0],
        action: 'notifications.retried',
        subject: orderId,
        details: { notificationIds: retried },
      });
    return ok({ success: true, retried });
  },
);
