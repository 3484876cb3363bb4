/**
 * Does the work for every order of a message, one after the other. An order that fails keeps none of the others from
 * their turn; then the message fails, and comes again.
 *
 * @throws AggregateError with the failures, naming the orders.
 */
export const forEachOrder = async (
  orderIds: readonly string[],
  work: (orderId: string) => Promise<unknown>,
): Promise<void> => {
  const failures: { readonly orderId: string; readonly error: unknown }[] = [];
  for (const orderId of orderIds) {
    try {
      await work(orderId);
    } catch (error) {
      failures.push({ orderId, error });
    }
  }
  if (failures.length === 0) return;
  const names = failures.map(({ orderId, error }) => `${orderId} (${error instanceof Error ? error.name : 'failed'})`);
  throw new AggregateError(
    failures.map(({ error }) => error),
    `Failed for ${names.join(', ')}`,
  );
};
