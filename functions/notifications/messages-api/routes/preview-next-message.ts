import type { z } from 'zod';
import { MESSAGES_OPERATIONS } from '../../../../shared/contract/operations/messages.ts';
import { notFound } from '../../../../shared/contract/problem.ts';
import type { nextMessage } from '../../../../shared/contract/schemas/next-message-response.ts';
import {
  holdingHours,
  type NotifiedStep,
  nextNotifiedStep,
  type PreviewInput,
  planNextMessage,
} from '../../../../shared/notifications/next-message.ts';
import type { PlannedNotification } from '../../../../shared/notifications/notification.ts';
import { planInputs } from '../../../../shared/notifications/plan-inputs.ts';
import type { ActiveTemplates } from '../../../../shared/notifications/templates/active-templates.ts';
import { renderNotification } from '../../../../shared/notifications/templates/render-notification.ts';
import type { Order } from '../../../../shared/orders/model/order.ts';
import { withShop } from '../../../../shared/shops/shop.ts';
import type { WorkflowDefinition } from '../../../../shared/workflows/workflow.ts';
import { implement } from '../../../http/http-api.ts';
import { visibleOrder, workflowOf } from '../../../http/order-access.ts';
import { ok } from '../../../http/responses.ts';
import type { MessagesDependencies } from '../dependencies.ts';
import { linkTo } from './notify-customer.ts';

type Message = z.input<typeof nextMessage>['messages'][number];

interface Found {
  readonly order: Order;
  readonly workflow: WorkflowDefinition;
  readonly step: NotifiedStep | undefined;
}

const withStep = async (deps: MessagesDependencies, order: Order): Promise<Found> => {
  const workflow = await workflowOf(deps, order);
  return { order, workflow, step: nextNotifiedStep(workflow, order) };
};

/** Orders of somebody who buys often; the message of an older one is not what they would get next. */
const MAX_LOOKED_AT = 10;

/** The newest whose way leads on to a message. */
const newestOnItsWay = async (deps: MessagesDependencies, buyerId: string): Promise<Found | undefined> => {
  const owner = { kind: 'customer', id: buyerId } as const;
  const { orders } = await deps.store.list({ owner, sortBy: 'createdAt', sortOrder: 'desc', limit: MAX_LOOKED_AT });
  for (const order of orders) {
    const found = await withStep(deps, order);
    if (found.step !== undefined) return found;
  }
  return undefined;
};

/** What nobody was sent fails for nobody: that a template cannot be used is recorded when a message needs it. */
const unrecorded = (templates: ActiveTemplates): ActiveTemplates => ({
  ...templates,
  reportFailure: async () => undefined,
});

const shown = async (
  deps: MessagesDependencies,
  planned: PlannedNotification,
  input: PreviewInput,
): Promise<Message> => {
  const { notification, link } = planned;
  const { type, channel, status, error, recipient, locale, scheduledAt } = notification;
  const isSuppressed = status === 'suppressed';
  const { shop } = input;
  const request = { notification, order: withShop(input.order, shop), shop, link, publicUrl: deps.publicUrl };
  const rendered = isSuppressed
    ? undefined
    : await renderNotification(await deps.rendererOf(channel), request, unrecorded(deps.activeTemplates));
  const hours = isSuppressed ? undefined : holdingHours(planned, input);
  return {
    type,
    channel,
    outcome: isSuppressed ? 'suppressed' : scheduledAt === undefined ? 'sent' : 'waits',
    reason: error ?? null,
    recipient: recipient ?? null,
    language: locale,
    waitsUntil: scheduledAt ?? null,
    quietHours: hours ?? null,
    message: rendered?.message ?? {},
  };
};

/** Planned and rendered as a real one is; nothing of it is stored or sent. */
export const previewNextMessage = implement(
  MESSAGES_OPERATIONS.previewNextMessage,
  async ({ query: { orderId }, caller }, deps: MessagesDependencies) => {
    if (caller.kind !== 'user') throw notFound('The order');
    const named = orderId === undefined ? undefined : (await visibleOrder(deps.store, caller, orderId)).order;
    // Whoever else may see the order is sent other messages.
    if (named !== undefined && named.buyerId !== caller.sub) throw notFound('The order');
    const found = named === undefined ? await newestOnItsWay(deps, caller.sub) : await withStep(deps, named);
    const headers = { 'Cache-Control': 'private, no-store' };
    if (found === undefined) return ok({ order: null, nextStatus: null, messages: [] }, headers);
    const { order, workflow, step } = found;
    const { orderNumber, status } = order;
    const about = { id: order.orderId, orderNumber, status };
    if (step === undefined) return ok({ order: about, nextStatus: null, messages: [] }, headers);
    const input: PreviewInput = {
      ...(await planInputs(step.effects, order, deps)),
      workflow,
      order,
      link: linkTo(deps, order.orderId),
      now: deps.clock.now().toISOString(),
      providers: deps.providers,
    };
    const messages = await Promise.all(planNextMessage(step, input).map((planned) => shown(deps, planned, input)));
    return ok({ order: about, nextStatus: step.status, messages }, headers);
  },
);
