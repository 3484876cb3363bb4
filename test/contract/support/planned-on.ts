import type { PlannedNotification } from '../../../shared/notifications/notification.ts';
import { planNotifications } from '../../../shared/notifications/plan.ts';
import { anOrder } from '../../support/order-fixtures.ts';
import { anEvent } from '../../unit/support/an-event.ts';
import { at } from './instants.ts';

/** What is planned when an order is shipped, one for each channel. */
export const plannedOn = (
  channels: readonly string[],
  orderId: string,
  seq: number,
  link: string,
): readonly PlannedNotification[] =>
  planNotifications({
    event: anEvent({
      orderId,
      seq,
      effects: [{ kind: 'notify', type: 'shipped', channels, priority: 'normal', audience: 'customer' }],
    }),
    order: anOrder({ orderId, buyerId: `buyer-of-${orderId}` }),
    link,
    now: at(seq),
  });
