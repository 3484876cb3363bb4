import type * as z from 'zod';
import type { changedOrder } from '../../../shared/contract/schemas/order-response.ts';
import { farmOrder, speaksFarm } from '../../../shared/dialects/farm.ts';
import type { Order } from '../../../shared/orders/model/order.ts';
import type { WorkflowDefinition } from '../../../shared/workflows/workflow.ts';
import { movedOrderResponse } from './order.ts';

export interface ChangedView {
  readonly workflow: WorkflowDefinition;
  readonly allowedNext: readonly string[];
  readonly trackingUrl: string;
}

/** `{success, order}` after a change. */
export const changedOrderResponse = (
  order: Order,
  { workflow, allowedNext, trackingUrl }: ChangedView,
): z.input<typeof changedOrder> => {
  const response = { ...movedOrderResponse(order, allowedNext), trackingUrl };
  return { success: true, order: response, ...(speaksFarm(workflow) && { data: farmOrder(response) }) };
};
