/** The message that the customer of an order gets next if all is well, as it would be planned if that happened now. */
import type { Instant } from '../calendar/instant.ts';
import { type ConfiguredProviders, channelNamed } from '../contract/channel-registry.ts';
import type { Effect } from '../contract/events/event-definition.ts';
import type { OrderEvent } from '../contract/events.ts';
import { notifyEffect, statusDefinition } from '../orders/engine/step.ts';
import type { Order } from '../orders/model/order.ts';
import { nextExpected } from '../workflows/next-expected.ts';
import type { WorkflowDefinition } from '../workflows/workflow.ts';
import type { PlannedNotification } from './notification.ts';
import { ownerOf } from './person.ts';
import { planNotifications } from './plan.ts';
import { hoursThatHold, zoneOfPerson } from './plan-hours.ts';
import type { PlanInputs } from './plan-inputs.ts';
import type { QuietHours } from './quiet-time.ts';

/** A status on the order's way that its customer is written to about. */
export interface NotifiedStep {
  readonly status: string;
  readonly effects: readonly Effect[];
}

const isForCustomer = (effect: Effect): boolean => effect.kind === 'notify' && effect.audience === 'customer';

/** The next such status, however many steps before it nobody is written to about; `undefined` where there is none. */
export const nextNotifiedStep = (workflow: WorkflowDefinition, order: Order): NotifiedStep | undefined => {
  const passed = new Set([order.status]);
  let status = nextExpected(workflow, order);
  while (status !== null && !passed.has(status)) {
    const effects = (statusDefinition(workflow, status).notify ?? []).map(notifyEffect).filter(isForCustomer);
    if (effects.length > 0) return { status, effects };
    passed.add(status);
    status = nextExpected(workflow, { ...order, status });
  }
  return undefined;
};

export interface PreviewInput extends PlanInputs {
  readonly workflow: WorkflowDefinition;
  readonly order: Order;
  readonly link: string;
  readonly now: Instant;
  readonly providers: ConfiguredProviders;
}

/** Notifications of a step that was not taken. They are recorded nowhere: their ids are those of no event. */
export const planNextMessage = (
  { status, effects }: NotifiedStep,
  { workflow, order, now, ...input }: PreviewInput,
): readonly PlannedNotification[] => {
  const { phase } = statusDefinition(workflow, status);
  const { orderId, orderNumber, sellerId, version } = order;
  const event: OrderEvent = {
    type: 'status_changed',
    eventId: 'evt_preview',
    schemaVersion: 1,
    orderId,
    orderNumber,
    workflow: order.workflow,
    sellerId,
    seq: version + 1,
    actor: { role: 'system' },
    occurredAt: now,
    recordedAt: now,
    previousStatus: order.status,
    status,
    phase,
    effects,
  };
  return planNotifications({ ...input, event, order: { ...order, status, phase, statusSince: now }, now });
};

export interface HoldingHours extends QuietHours {
  /** IANA name. */
  readonly timezone: string;
}

/** The hours in which such a message waits, whatever the time is now; `undefined` where it waits for none. */
export const holdingHours = (
  { notification }: PlannedNotification,
  { order, shop, settingsOf }: Pick<PreviewInput, 'order' | 'shop' | 'settingsOf'>,
): HoldingHours | undefined => {
  const { audience, priority, isAwaited = false } = notification;
  const channel = channelNamed(notification.channel);
  const preferences = settingsOf(ownerOf(audience, order))?.preferences;
  const hours = channel && hoursThatHold({ channel, audience, priority, isAwaited, preferences });
  return hours && { ...hours, timezone: zoneOfPerson(audience, order, shop, preferences) };
};
