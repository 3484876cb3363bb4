import { isProblem, type Wismo } from '../../../../client/src/index.ts';

/** What of an order a step has changed. */
export type Moved = Pick<
  Awaited<ReturnType<Wismo['changeOrderStatus']>>['order'],
  'orderId' | 'status' | 'phase' | 'version' | 'statusSince'
>;

/**
 * Takes a step. Where a colleague has taken the same one a moment before, the order is where it was wanted.
 * @param onElsewhere Hears of an order that is somewhere else by now.
 * @throws what the API refuses, for every other reason.
 */
export const moveOrder = async (
  api: Pick<Wismo, 'changeOrderStatus' | 'getOrder'>,
  orderId: string,
  body: { readonly status: string; readonly reason?: string },
  onElsewhere: (now: Moved) => void = () => undefined,
): Promise<Moved> => {
  try {
    return (await api.changeOrderStatus({ orderId, body })).order;
  } catch (error) {
    if (!isProblem(error, 'INVALID_TRANSITION')) throw error;
    const { order } = await api.getOrder({ orderId });
    if (order.status === body.status) return order;
    onElsewhere(order);
    throw error;
  }
};
